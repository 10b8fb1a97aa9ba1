"""What one does with an operator algebra: unitaries, maps of operators, averages, closed equations of moments."""
