/** Deutsche Hilfe. */
import type { HelpText } from './help-text.ts';

export const de: HelpText = {
  keys: [
    'Tab und Umschalt+Tab: zum nächsten und vorigen Bedienelement. Eingabe oder Leertaste: es benutzen.',
    'Pfeiltasten: in einer Gruppe wählen. Escape: zurück.',
    'F6: zum nächsten Teil des Bildschirms. F1: diese Hilfe.',
    'Super+Alt+S: Vorlesen ein- oder ausschalten. F2: viel auf einem Bildschirm oder Luft um alles.',
    'Super+Alt mit Pfeil rechts oder links: schneller oder langsamer vorlesen; auf oder ab: lauter oder leiser.',
    'Umschalttaste allein, acht Sekunden gehalten: langsame Tasten ein oder aus.',
  ],
  start: [
    'Der erste Knopf führt weiter. Darunter stellen Sie Sprache, Tastatur, Vorlesen, Schriftgröße und Farben ein. Alles gilt sofort.',
    'Auf diesem Bildschirm wird an Ihrem System nichts geändert.',
  ],
  'what-happened': [
    'Lifeboat hat sich diesen Rechner angesehen und sagt in wenigen Sätzen, was es gefunden hat. Vom Ansehen ändert sich nichts.',
    'Der große Knopf ist der empfohlene Weg. Er führt zuerst zu einer Vorschau; dort entscheiden Sie.',
    'Wurde der Rechner beim Starten ausgeschaltet, kann eine gute Version aussehen, als wäre sie gescheitert. Wenn das sein kann, starten Sie neu und warten Sie ab.',
  ],
  disks: [
    'Hier steht jeder Datenträger, den dieser Rechner sieht, mit seinen Teilen. Fehlt einer, prüfen Sie das Kabel und sehen Sie sich den Rechner noch einmal an.',
    'Ein gesperrter Datenträger ist verschlüsselt. Sie können ihn mit der Passphrase oder dem Wiederherstellungsschlüssel zum Lesen entsperren.',
    'Die Datenträger bilden einen Baum: Pfeiltasten gehen auf und ab, rechts öffnet, links schließt, ein Buchstabe springt zu einem Namen. Eingabe oder F6 führt zu dem, was über den Teil bekannt ist.',
  ],
  versions: [
    'Eine Version ist gut, wenn sie schon einmal fertig gestartet ist, noch nicht bewährt, wenn nie, und schlecht, wenn alle Versuche verbraucht sind.',
    'Eine Erweiterung wird nur von der Version verwendet, für die sie gemacht ist. Dass andere sie übergehen, ist richtig so.',
    'Hier wird nichts gelöscht. Zurückgehen ändert nur, welche Version startet.',
    'Das Feld über der Liste findet nach Name, Zustand oder jedem anderen Wort. In der Liste wählen die Pfeiltasten; Eingabe oder F6 führt zu dem, was darüber bekannt ist.',
  ],
  unlock: [
    'Geben Sie die Passphrase ein, die Sie beim Start des Rechners verwenden, oder den Wiederherstellungsschlüssel, den Sie bei der Einrichtung bekommen haben.',
    'Wird eine richtige Passphrase abgelehnt, prüfen Sie die Tastaturbelegung neben dem Feld und die Feststelltaste. Sie können sich zeigen lassen, was Sie eingegeben haben.',
    'Falsche Versuche schaden nicht, und Sie können auch ohne Entsperren weitergehen.',
  ],
  'go-back': [
    'Der empfohlene Weg steht zuerst, andere Versionen und frühere Änderungen stehen darunter. „… einmal starten“ versucht eine Version ein Mal und ändert nichts für später.',
    'Sie sehen, was jetzt gilt, was von da an gilt, und jeden Schritt dazwischen. Was Ihnen fehlen könnte, steht in Fettschrift. Bevor Sie zustimmen, geschieht nichts.',
    'Nichts wird gelöscht: Eine gescheiterte Version, ein unfertiges Upgrade oder eine unpassende Erweiterung bleibt auf dem Datenträger. Ihre Dateien bleiben, wie sie sind.',
    'Geht unterwegs etwas schief oder fällt der Strom aus, startet der Rechner weiterhin. Lifeboat bietet dann an, die Änderung abzuschließen oder zurückzunehmen.',
    'Jede Änderung lässt sich zurücknehmen, sofort oder später unter „Frühere Änderungen“, und auch das sehen Sie vorher. Unter „Mehr“ können Sie Ihren Namen für das Protokoll angeben.',
  ],
  terminal: [
    'Alles, was Lifeboat tut, ist ein Befehl, der in einem Terminal läuft. Hier können Sie jeden davon lesen oder eigene Befehle eingeben, als Benutzer ohne Rechte an den Datenträgern.',
    'F6, oder Strg und Alt mit einer Pfeiltaste, führt aus dem Terminal hinaus. „Als Text lesen“ zeigt alles als Text, durch den die Pfeiltasten führen.',
  ],
  restart: [
    'Der Rechner startet neu, mit der Version, die hier genannt ist.',
    'Um wieder zu Lifeboat zu kommen, wählen Sie es in der Liste, die beim Start des Rechners erscheint.',
  ],
};
