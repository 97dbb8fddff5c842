"""What a test result tells."""
