"""Equations of moments as tables, evaluated by one compiled kernel for all systems; knows no symbols."""
