"""Data of the product's own: the 49 municipalities of Västra Götaland for keys, demo and tests.

Warning: `demo_population` is example data, not official statistics (its sum is 2 352 short of Statistics Sweden's
figure for 31 December 2019); say so wherever it is shown. The codes, names and associations are official.
"""
