"""The built site made fit to travel: for web servers and hosts, telephones, USB sticks and Kiwix."""
