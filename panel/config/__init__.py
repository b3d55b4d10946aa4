"""Configuration: one TOML file to frozen structs, or every error in it at once."""
