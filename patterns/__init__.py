"""The language knowledge, as TOML; a package, so that an editable install finds the folder."""
