"""What is wrong in the content, and where: the rules, and what runs them, tells their findings and remembers them."""
