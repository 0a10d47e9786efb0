# The list behind [More].

button-more = More
more = What would you like?
button-more-stop = Stop or pause
button-more-help = Help
