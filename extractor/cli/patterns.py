"""``extract patterns list|show|test``."""

from __future__ import annotations

import click

from extractor.cli.messages import check_known
from extractor.cli.options import PATTERNS, TABLE_OR_JSON


@click.group(
    help="The rules in force: list them, show one, run their examples.", no_args_is_help=False
)
def patterns() -> None:
    pass


@patterns.command("list", help="All rules, or those of one TABLE, and the file that each is from.")
@click.argument("table", required=False)
@TABLE_OR_JSON
@PATTERNS
def list_patterns(table: str | None, form: str, patterns: tuple[str, ...]) -> None:
    from extractor.pipeline import load_rules
    from extractor.rules.catalogue import catalogue_lines, rule_record
    from extractor.rules.entries import TABLES
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json

    if table is not None:
        check_known("table", [table], TABLES)
    rules = [rule for rule in load_rules(*patterns, examples=True) if table in (None, rule.table)]
    stream = standard_output(for_people=form == "table")
    if form == "json":
        stream.write(to_json([rule_record(rule) for rule in rules], indent=2) + "\n")
    else:
        stream.writelines(line + "\n" for line in catalogue_lines(rules))


@patterns.command("show", help="One rule as it stands in its file.")
@click.argument("name", metavar="TABLE/ID")
@PATTERNS
def show_pattern(name: str, patterns: tuple[str, ...]) -> None:
    from extractor.pipeline import load_rules
    from extractor.rules.catalogue import entry_text, place_of
    from extractor.writing.output import standard_output

    rules = {rule.name: rule for rule in load_rules(*patterns, examples=True)}
    check_known("rule", [name], rules, "see extract patterns list")
    rule = rules[name]
    stream = standard_output(for_people=True)
    stream.write(f"# {place_of(rule)}\n{entry_text(rule)}\n")


@patterns.command("test", help="Run the examples of all rules, or of some: by id or by file.")
@click.argument("names", metavar="[TABLE/ID or FILE]...", nargs=-1)
@PATTERNS
def test_patterns(names: tuple[str, ...], patterns: tuple[str, ...]) -> int:
    from extractor.pipeline import load_rules, probe
    from extractor.rules.catalogue import chosen_rules, names_of
    from extractor.rules.examples import run_examples
    from extractor.writing.output import standard_output

    rules = load_rules(*patterns, examples=True)
    check_known("rule or file", names, names_of(rules), "see extract patterns list")
    chosen = chosen_rules(rules, names)
    stream = standard_output(for_people=True)
    run = failed = 0
    for outcome in run_examples(rules, probe, chosen):
        run += 1
        if outcome.problem:
            failed += 1
            stream.write(f"{outcome.name}: {outcome.example}: {outcome.problem}\n")
    stream.write(f"{len(chosen)} rules, {run} examples, {failed} failed\n")
    return 1 if failed else 0
