"""Captions whose pictures a capture lost: amid its text they look like headings.

Evidence is of four kinds, a module for each:

`scenes`: the words say what a picture would show: 队员在机场合影.
`people`: the phrase names somebody of whom the text around it speaks.
`places`: it stands where no heading would: under a file's name, among numbered headings.
`page`: the zones around it leave it nothing to head, or it hangs in a picture's blank lines.

`titled` and `counted` tell those below the page's title, which a picture had for its name, and
below the numbers of pictures, before all others.
`shown` asks the first three before the zones are known, `passes.zoned.labels` asks `page` after.
"""
