"""The demo: one command that starts every process, commissions the panel and shows the house live."""
