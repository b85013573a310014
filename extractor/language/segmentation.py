"""jieba's way of cutting Chinese text, over a dictionary that is read word by word.

The words of the dictionary by the most probable way through the text; what is left in single
characters by a hidden Markov model of where words begin and end. Both give what jieba gives, to the
last word: the algorithm and its numbers are jieba's (MIT).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.language.dictionary import IMPOSSIBLE, UNSEEN, Dictionary, Emissions

# regex, since re takes ten times as long to compile these
_RUN = regex.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)")
_HAN = regex.compile("([\u4e00-\u9fd5]+)")
_LATIN = r"([a-zA-Z0-9]+(?:\.\d+)?%?)"
_START = {"B": -0.26268660809250016, "E": IMPOSSIBLE, "M": IMPOSSIBLE, "S": -1.4652633398537678}
_STEPS = {
    "B": (("E", -0.5897149736854513), ("S", -0.7211965654669841)),
    "E": (("B", -0.510825623765990), ("M", -0.33344856811948514)),
    "M": (("B", -0.916290731874155), ("M", -1.2603623820268226)),
    "S": (("E", -0.8085250474669937), ("S", -0.6658631448798212)),
}
"""What may stand before each place, with the log probability of the step (finalseg's)."""


def cut(text: str, dictionary: Dictionary, emissions: Emissions) -> list[str]:
    """The words of a text; of signs and spaces outside runs of letters each is a word."""
    words: list[str] = []
    for number, part in enumerate(_RUN.split(text)):
        if number % 2:
            words += _cut_run(part, dictionary, emissions)
        else:
            words += part
    return words


def _cut_run(text: str, dictionary: Dictionary, emissions: Emissions) -> Iterator[str]:
    ends = _best_way(text, dictionary)
    at, size = 0, len(text)
    while at < size:
        end = ends[at]
        if end - at > 1:
            yield text[at:end]
            at = end
            continue
        begun = at
        while at < size and ends[at] - at == 1:
            at += 1
        singles = text[begun:at]
        if len(singles) == 1 or dictionary.entry(singles):
            yield from singles
        else:
            for number, part in enumerate(_HAN.split(singles)):
                if number % 2:
                    yield from _cut_unknown(part, emissions)
                else:
                    yield from filter(None, regex.split(_LATIN, part))


def _best_way(text: str, dictionary: Dictionary) -> list[int]:
    """Where the word ends that begins at each place on the most probable way to the end."""
    size = len(text)
    scores = [0.0] * (size + 1)
    ends = [0] * size
    families, weights = dictionary.families, dictionary.weights
    for at in range(size - 1, -1, -1):
        character = text[at]
        entry = families[character][0].get(character)
        best = (weights[entry] if entry else UNSEEN) + scores[at + 1]
        end = at + 1
        if end < size:
            entries, longest = families[text[at : at + 2]]
            for to in range(at + 2, min(at + longest, size) + 1):
                entry = entries.get(text[at:to])
                if entry:
                    score = weights[entry] + scores[to]
                    if score >= best:  # of equal ways the longer word, as jieba has it
                        best, end = score, to
        scores[at] = best
        ends[at] = end
    return ends


def _cut_unknown(text: str, emissions: Emissions) -> Iterator[str]:
    """Words of characters that the dictionary gives one by one: the most probable places."""
    emitted = emissions.of(text[0])
    scores = {place: _START[place] + emitted[place] for place in _STEPS}
    ways = {place: place for place in scores}
    for character in text[1:]:
        emitted = emissions.of(character)
        next_scores, next_ways = {}, {}
        for place, before in _STEPS.items():  # in any order: ties go to the greater letter
            chance = emitted[place]
            score, came = max([(scores[was] + step + chance, was) for was, step in before])
            next_scores[place], next_ways[place] = score, ways[came] + place
        scores, ways = next_scores, next_ways
    way = ways["S" if (scores["S"], "S") > (scores["E"], "E") else "E"]
    begun = 0
    for at, place in enumerate(way, 1):
        if place in "ES":
            yield text[begun:at]
            begun = at
    if begun < len(text):
        yield text[begun:]
