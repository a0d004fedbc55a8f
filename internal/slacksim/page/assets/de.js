// The page in German, by what it says in English. {0} stands for a name or a number.

export const de = {
  // The window
  'Move the clock': 'Uhr verstellen', 'Next morning': 'Nächster Morgen', 'Next Monday': 'Nächster Montag', Morning: 'Morgen', Monday: 'Montag',
  'Reconnecting…': 'Verbindung wird wiederhergestellt …', '{0} is not connected': '{0} ist nicht verbunden',
  '{0} is not connected: Socket Mode is off': '{0} ist nicht verbunden: Socket Mode ist aus',
  'Developer log': 'Protokoll für Entwickler', 'Switch between light and dark': 'Zwischen hell und dunkel wechseln', 'Light or dark': 'Hell oder dunkel',
  Channels: 'Channels', 'Direct messages': 'Direktnachrichten', Apps: 'Apps', Threads: 'Threads', 'New direct message': 'Neue Direktnachricht',
  'Switch person': 'Person wechseln', 'You are {0}': 'Du bist {0}', 'Use Slack in English': 'Slack auf Englisch verwenden', 'no time zone': 'keine Zeitzone', Admin: 'Admin', Guest: 'Gast', '{0} unread': '{0} ungelesen',
  'Back to conversations': 'Zurück zur Übersicht', Home: 'Startseite', Messages: 'Nachrichten', About: 'Info',
  '{0} isn’t in this channel.': '{0} ist nicht in diesem Channel.', 'Add {0}': '{0} hinzufügen',
  'App in this simulated workspace': 'App in diesem simulierten Workspace', 'Slash commands': 'Slash-Befehle', Shortcuts: 'Shortcuts',
  'From the + menu': 'Aus dem Menü +', 'From a message': 'Aus einer Nachricht',
  'This is a work in progress': 'Hier wird noch gebaut', '{0} hasn’t set up its Home yet.': '{0} hat noch keine Startseite eingerichtet.',

  // Messages
  New: 'Neu', 'New messages': 'Neue Nachrichten', 'No messages yet.': 'Noch keine Nachrichten.', 'Only visible to you': 'Nur für dich sichtbar',
  '{0}, only visible to you': '{0}, nur für dich sichtbar', '(edited)': '(bearbeitet)', 'This message was edited': 'Diese Nachricht wurde bearbeitet',
  'Dismiss message': 'Nachricht ausblenden', 'More actions': 'Weitere Aktionen', 'No message shortcuts': 'Keine Shortcuts für Nachrichten',
  'Reply in thread': 'Im Thread antworten', 'replied to a thread': 'hat in einem Thread geantwortet', '{0} reply': '{0} Antwort', '{0} replies': '{0} Antworten',
  'Last reply {0} at {1}': 'Letzte Antwort {0} um {1}', Thread: 'Thread', 'Close the thread': 'Thread schließen',
  Today: 'Heute', Yesterday: 'Gestern', Tomorrow: 'Morgen', '{0} at {1}': '{0} um {1}', Table: 'Tabelle', File: 'Datei', 'Remote file': 'Externe Datei',

  // The message box
  'Message {0}': 'Nachricht an {0}', 'Reply…': 'Antworten …', 'Also send to #{0}': 'Auch an #{0} senden', 'Also send as direct message': 'Auch als Direktnachricht senden',
  'Shift + Return': 'Umschalt + Eingabe', ' to add a new line': ' für eine neue Zeile', Send: 'Senden', 'Run a command': 'Befehl ausführen', Suggestions: 'Vorschläge',
  Commands: 'Befehle', People: 'Personen', Workspace: 'Workspace', 'Add {0} to this channel': '{0} zu diesem Channel hinzufügen',
  '{0} is not supported in threads. Sorry!': '{0} funktioniert in Threads leider nicht.', 'You are not a member of #{0}.': 'Du bist kein Mitglied von #{0}.',
  'This account was deactivated.': 'Dieses Konto wurde deaktiviert.', 'This channel is archived.': 'Dieser Channel ist archiviert.',
  'Sending messages to this app has been turned off.': 'An diese App können keine Nachrichten gesendet werden.',

  // Forms
  ' (optional)': ' (optional)', Submit: 'Absenden', Cancel: 'Abbrechen', Close: 'Schließen', Back: 'Zurück', Yes: 'Ja', 'Are you sure?': 'Bist du sicher?', Dismiss: 'Ausblenden',
  'Select an option': 'Option auswählen', 'Select options': 'Optionen auswählen', 'Select a date': 'Datum auswählen', 'Select a time': 'Uhrzeit auswählen',
  'Choose a date': 'Datum auswählen', 'Previous month': 'Voriger Monat', 'Next month': 'Nächster Monat', Date: 'Datum', Time: 'Uhrzeit', Clear: 'Leeren', 'Remove {0}': '{0} entfernen',
  'No results': 'Keine Ergebnisse', 'Loading…': 'Wird geladen …', 'Type to search': 'Tippe, um zu suchen', 'Type at least {0} characters to search': 'Tippe mindestens {0} Zeichen, um zu suchen',
  Menu: 'Menü', 'Add files': 'Dateien hinzufügen', 'Add a file': 'Datei hinzufügen', 'You can add up to {0} files.': 'Du kannst bis zu {0} Dateien hinzufügen.',
  'You can add one file.': 'Du kannst eine Datei hinzufügen.', '{0} is larger than 10 MB.': '{0} ist größer als 10 MB.',
  '{0} is not of a type that can be added here ({1}).': 'Dateien wie {0} können hier nicht hinzugefügt werden ({1}).',
  Formatting: 'Formatierung', Bold: 'Fett', Italic: 'Kursiv', Strikethrough: 'Durchgestrichen', Code: 'Code', 'Ordered list': 'Nummerierte Liste', 'Bulleted list': 'Aufzählung',
  Quote: 'Zitat', 'Code block': 'Codeblock',
  'Please complete this required field.': 'Bitte fülle dieses Pflichtfeld aus.', 'Please enter a valid email address.': 'Bitte gib eine gültige E-Mail-Adresse ein.',
  'Please enter a valid URL.': 'Bitte gib eine gültige URL ein.', 'Please enter a valid number.': 'Bitte gib eine gültige Zahl ein.', 'Please enter a whole number.': 'Bitte gib eine ganze Zahl ein.',
  'Please enter a number that is {0} or more.': 'Bitte gib eine Zahl von mindestens {0} ein.', 'Please enter a number that is {0} or less.': 'Bitte gib eine Zahl von höchstens {0} ein.',
  'Please enter at least {0} characters.': 'Bitte gib mindestens {0} Zeichen ein.',

  // What the workspace answers
  'We had some trouble connecting. Try again?': 'Die Verbindung hat nicht geklappt. Noch einmal versuchen?',
  '{0} failed because the app did not respond. Learn about troubleshooting apps.': '{0} ist fehlgeschlagen, weil die App nicht geantwortet hat. Mehr über die Fehlersuche bei Apps.',
  '{0} failed with the error "{1}"': '{0} ist mit dem Fehler „{1}“ fehlgeschlagen.', 'The app is not connected.': 'Die App ist nicht verbunden.',
  'The app did not respond.': 'Die App hat nicht geantwortet.', '{0} is not a valid command.': '{0} ist kein gültiger Befehl.', 'This is no longer here.': 'Das ist nicht mehr da.',
  'Your message is too long.': 'Deine Nachricht ist zu lang.', 'An app can\'t be invited to a direct message.': 'Eine App kann nicht in eine Direktnachricht eingeladen werden.',
  'The clock never goes back.': 'Die Uhr geht nie zurück.',
};
