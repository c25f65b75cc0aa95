"""What Discord enforces although its published description does not say so."""
