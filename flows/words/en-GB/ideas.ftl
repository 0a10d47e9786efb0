# What others chose, by theme (CARE 2). Never "recommended".

ideas-lead = Here is what others chose. You can pick one, or want something else.
ideas-which = What would you like to look at?
ideas-chosen = { $theme }: others chose these.
ideas-not-advice = It is fine to want something else.
ideas-none = We have no ideas to show you here. Say it your own way.
idea-picked = You picked: ‘{ $item }’.
idea-one-said = One person said why: ‘{ $words }’. Your own reason may not be the same.
ask-goal-picked = How would it help you to get and stay well? Say it your own way. There is no wrong answer.
button-more-ideas = More ideas
button-other-themes = Other themes
