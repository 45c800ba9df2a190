"""What a section, an institution, a library record, a form is: immutable objects that refuse what they do not know."""
