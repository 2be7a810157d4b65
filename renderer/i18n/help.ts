/**
 * Offline help, a few short paragraphs per screen: what one sees, what one can do, what can't go
 * wrong. `keys` are the keys that work everywhere.
 */
import type { Screen } from '../../core/contract/ipc.ts';
import type { Language } from '../../core/contract/settings.ts';

type HelpText = Readonly<Record<Screen | 'keys', readonly string[]>>;

const en: HelpText = {
  keys: [
    'Tab and Shift+Tab: to the next and the previous control. Enter or Space: use it.',
    'Arrow keys: choose within a group. Escape: back.',
    'F6: to the next part of the screen. F1: this help.',
    'Super+Alt+S: turn speech on or off.',
  ],
  start: [
    'The first button takes you on. Below it you can set language, keyboard, speech, text size and colours. Each takes effect at once.',
    'Nothing on this screen changes your system.',
  ],
  'what-happened': [
    'Lifeboat has looked at this machine and says in a few sentences what it found. Looking changes nothing.',
    'The big button is the way that is recommended. It leads to a preview first; you decide there.',
    'If the machine was switched off while it was starting, a good version can look as if it had failed. If that may be so, restart and be patient.',
  ],
  disks: [
    'Here is every disk that this machine sees, with its parts. If a disk is missing, check its cable, then look at the machine again.',
    'A locked disk is encrypted. You can unlock it for reading with its passphrase or its recovery key.',
    'The disks are a tree: arrow keys go up and down, right opens, left closes, a letter jumps to a name. Enter, or F6, goes to what is known of the part.',
  ],
  versions: [
    'A version is good when it finished starting before, not yet proven when it never has, and bad when all its tries were used up.',
    'An add-on is used only by the version that it was made for. That others ignore it is as it should be.',
    'Nothing is deleted here. Going back only changes which version starts.',
    'The field above the list finds by name, state or any other word. In the list, arrow keys choose; Enter, or F6, goes to what is known of it.',
  ],
  unlock: [
    'Type the passphrase that you use when the machine starts, or the recovery key that you were given when it was set up.',
    'If a right passphrase is refused, check the keyboard layout beside the field, and Caps Lock. You can show what you typed.',
    'Wrong tries do no harm, and you may go on without unlocking.',
  ],
  'go-back': [
    'The recommended way stands first, other versions and earlier changes below it. “Start … once” tries a version one time and changes nothing for later.',
    'You see what is so now, what will be so from then on, and each step in between. What may be missed stands in bold. Nothing is done before you confirm.',
    'Nothing is deleted: a version that failed, an unfinished upgrade or an add-on that does not fit stays on the disk. Your files stay as they are.',
    'If something goes wrong on the way, or the power fails, the machine still starts. Lifeboat then offers to finish the change or to take it back.',
    'Each change can be taken back, at once or later under “Earlier changes”, and is previewed first, too. Under “More” you can leave your name for the record.',
  ],
  terminal: [
    'Every operation of Lifeboat is a command that runs in a terminal. Here you can read each of them, or type commands of your own as a user without rights over the disks.',
    'F6, or Ctrl and Alt with an arrow key, leaves the terminal. “Read as text” shows everything as text to walk through with the arrow keys.',
  ],
  restart: [
    'The machine starts again, with the version that is named here.',
    'To come back to Lifeboat, choose it in the list that appears when the machine starts.',
  ],
};

const de: HelpText = {
  keys: [
    'Tab und Umschalt+Tab: zum nächsten und vorigen Bedienelement. Eingabe oder Leertaste: es benutzen.',
    'Pfeiltasten: in einer Gruppe wählen. Escape: zurück.',
    'F6: zum nächsten Teil des Bildschirms. F1: diese Hilfe.',
    'Super+Alt+S: Vorlesen ein- oder ausschalten.',
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

export const helpTexts: Readonly<Record<Language, HelpText>> = { en, de };
