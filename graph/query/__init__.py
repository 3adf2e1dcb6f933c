"""The library of named queries: headers, parameters, running, tables."""
