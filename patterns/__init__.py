"""The language knowledge, as TOML; here so that an editable install finds the folder as a package."""
