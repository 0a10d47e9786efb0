# Voice notes: what stands in the place of one.

voice-note = (voice note { $no })
voice-note-gone = (a voice note)
look-item-heard = Please listen first. We could not check a voice note for things that are not allowed.
