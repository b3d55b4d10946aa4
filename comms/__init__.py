"""The way to the station: what is said, how it is signed, which path it takes, who carries it."""
