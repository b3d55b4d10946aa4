"""The demo's text screen: house and station, live."""
