"""The pages: plain HTML from the server, in Swedish or English, that work without JavaScript."""
