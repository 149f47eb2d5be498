"""The site: settings, addresses, navigation, home, commands."""
