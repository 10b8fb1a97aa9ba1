"""What publications print, as printed; nothing here knows a derivation beyond its id."""
