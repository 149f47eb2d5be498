"""One job a file, no tables: what every floor of the house may stand on."""
