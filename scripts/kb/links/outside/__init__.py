"""The web pages that the content leads to: politely asked, remembered, and told of once they are really gone."""
