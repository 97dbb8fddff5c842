"""What trials of exercise and of other treatments found."""
