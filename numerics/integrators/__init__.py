"""Differential equations of generated kernels, solved for many parameter points side by side in compiled code."""
