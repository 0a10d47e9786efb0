# The letter that invites somebody, and its easy-read page. A line break starts a new line on paper.

leaflet-title = You can ask for something that helps you
leaflet-letter =
    Hello { $name }.
    You can ask for money for things that help you get well and stay well. It might be a phone, a bike or a course. You say it in your own words. There is no wrong answer.
    You do not have to do this. If you would like to, here is how you start.
    { $sender }, your care co-ordinator
leaflet-how = How to start
leaflet-without-phone =
    Point your phone at the square. Then tap the link.
    No camera? Go to { $address } and type the code. You can do it at a library too. Or ask your care team to do it with you.
leaflet-code = Your code:
leaflet-until =
    The code works once, until { $day }. After that, ask your care team for a new one.
    When you have used it, your care co-ordinator will ask if it was you.
leaflet-not-you = Is this letter not for you? Please tear it up.
leaflet-foot = Not an NHS website.
leaflet-easy-title = What would help you?
leaflet-easy-1 = You can ask for something that helps you get well.
leaflet-easy-2 = Point your phone at the square. Or go to the web page, and type the code.
leaflet-easy-3 = Say what you want, in your own words.
leaflet-easy-4 = Someone can help you. Ask your care team.
leaflet-easy-end =
    You can use the code until { $day }.
    Keep the code to yourself.
