# Saying no: what the signer reads beside their own words, and when it will be read.

no-grade = Your words read at grade { $grade }. { $ease ->
    [easy] That is easy to read.
   *[hard] Grade 6 or lower is easy to read.
 }
no-hints = You may want to change a few words. Only you see this.
hint-blame = “{ $heard }” may sound like blame. Kinder: “I could not see how this would help just now.”
hint-bare = This is very short. Kinder: say why, and one thing that could help. “The library lends laptops, so I could not say yes. I can go with you.”
hint-capitals = “{ $heard }” looks like shouting. Kinder: use small letters.
hint-jargon = They may not know “{ $heard }”. Kinder: use words you would say at their table. “This fund can only pay for …”
hint-hard = This is hard to read on a bad day. Kinder: short sentences, and one thing at a time.
no-waits = They will read it on { $day }, at { $hour }. We do not say no { $why ->
    [late] late in the day
    [early] early in the day
   *[off] just before days off
 }. They have not said that we may.
button-send-waits = Send now, to be read on { $day }
no-will-be-told = They will read this on { $day }, at { $hour }.
no-told-yet = Have you told them? If not, it goes on { $day }, at { $hour }.
button-told-them = I have told them

no-when = Sometimes we must tell you no. Late in the day, and just before days off, we wait. You hear it the next working morning. Would you like it so?
no-when-any = You have asked us not to wait. You hear a no as soon as it is decided, day or night.
no-when-set-any = All right. We will tell you as soon as it is decided. You can change this at any time.
no-when-set-working = All right. We will wait for a working morning. You can change this at any time.
button-no-when = When you hear a no
button-no-any = Tell me at once
button-no-working = Wait for the morning
