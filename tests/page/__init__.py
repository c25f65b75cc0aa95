"""The playground's page in a real browser: what members see there, and that nothing goes wrong."""
