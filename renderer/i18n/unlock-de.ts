/** Die Texte von «Entsperren» neben denen, die auch das Terminal sagt (core/messages). */
import type { unlockEn } from './unlock-en.ts';

export const unlockDe: Record<keyof typeof unlockEn, string> = {
  'unlock.method.fido2': 'Sicherheitsschlüssel',
  'unlock.method.tpm2': 'Sicherheitschip',
  'unlock.start.fido2': 'Sicherheitsschlüssel verwenden',
  'unlock.start.tpm2': 'Sicherheitschip fragen',
  'unlock.start.fido2.hint':
    'Das kleine Gerät, das Sie einstecken und berühren. Lifeboat sagt jederzeit, was zu tun ist.',
  'unlock.start.tpm2.hint': 'Der Chip in diesem Rechner, der den Schlüssel des Datenträgers kennt.',
  'unlock.label.pin': 'PIN des Sicherheitsschlüssels',
  'unlock.hint.pin':
    'Die PIN, die Sie für den Sicherheitsschlüssel festgelegt haben, nicht die einer Bankkarte.',
  'unlock.show.pin': 'PIN zeigen',
  'unlock.label.tpm2-pin': 'PIN des Sicherheitschips',
  'unlock.hint.tpm2-pin': 'Die PIN, die Sie beim Start dieses Rechners eingeben.',
  'unlock.show.tpm2-pin': 'PIN zeigen',
  'unlock.empty.pin': 'Geben Sie zuerst die PIN ein. Sie hat mindestens vier Zeichen.',
  'unlock.empty.tpm2-pin': 'Geben Sie zuerst die PIN ein.',
  'unlock.wrong.pin':
    'Diese PIN war nicht richtig. {tries, plural, =0 {Versuchen Sie es noch einmal.} one {Noch ein Versuch.} other {Noch # Versuche.}}',
  'unlock.wrong.tpm2-pin':
    'Diese PIN war nicht richtig. {tries, plural, =0 {Versuchen Sie es noch einmal.} one {Noch ein Versuch.} other {Noch # Versuche.}}',
  'unlock.tries': '{tries, plural, one {Noch ein Versuch.} other {Noch # Versuche.}}',
  'unlock.last-try':
    'Dies ist der letzte Versuch. Danach ist der Sicherheitsschlüssel endgültig gesperrt.',
  'unlock.label.system': 'Antwort auf „{volume}“',
  'unlock.hint.system': 'Sie geht an das Programm, das fragt, und sonst nirgendwohin.',
  'unlock.show.system': 'Antwort zeigen',
  'unlock.empty.system': 'Geben Sie zuerst die Antwort ein.',
  'unlock.wrong.system': 'Das war nicht richtig.',
  'unlock.submit': 'Entsperren',
  'unlock.now': 'Was jetzt zu tun ist',
  'unlock.other-ways': 'Andere Wege',
  'unlock.go-on': 'Wie es weitergeht',
  'unlock.instead.fido2': 'Stattdessen den Sicherheitsschlüssel verwenden',
  'unlock.instead.tpm2': 'Stattdessen den Sicherheitschip verwenden',
  'unlock.instead.passphrase': 'Stattdessen die Passphrase verwenden',
  'unlock.instead.recovery-key': 'Stattdessen den Wiederherstellungsschlüssel verwenden',
  'unlock.instead.retry': 'Noch einmal versuchen',
  'unlock.instead.file': 'Den Schlüssel in {name} verwenden',
  'unlock.stop': 'Entsperren beenden',
  'unlock.hint.looking-for-token': 'Das dauert einen Augenblick.',
  'unlock.hint.insert-token': 'Lifeboat bemerkt ihn von selbst. Sie müssen nichts drücken.',
  'unlock.hint.wrong-token':
    'Sie können diesen abziehen. Lifeboat bemerkt den richtigen von selbst.',
  'unlock.hint.touch-now': 'Er blinkt, solange er wartet. Eine kurze Berührung genügt.',
  'unlock.hint.verify-on-token': 'Er erkennt den Finger, den Sie eingerichtet haben.',
  'unlock.hint.opening': 'Bitte warten Sie.',
  'unlock.hint.asking-tpm': 'Sie müssen nichts tun.',
  'unlock.hint.pin-blocked-until-reinserted': 'Danach fragt Lifeboat wieder nach der PIN.',
  'unlock.key.count':
    '{groups, plural, =0 {Noch keine 8er-Gruppe ist vollständig.} one {Eine 8er-Gruppe ist vollständig.} other {# 8er-Gruppen sind vollständig.}}',
  'unlock.key.none':
    'Das war kein Wiederherstellungsschlüssel, darum wurde es nicht versucht. Er hat 8 Gruppen aus 8 Buchstaben.',
  'unlock.key.complete': 'Alle 8 Gruppen sind da.',
  'unlock.key.too-long': 'Das sind mehr als 8 Gruppen aus 8 Buchstaben.',
  'unlock.key.foreign':
    '{count, plural, one {{letters} kommt in keinem Wiederherstellungsschlüssel vor.} other {{letters} kommen in keinem Wiederherstellungsschlüssel vor.}}',
  'unlock.us-layout': 'Mit der Belegung Englisch (US) eingeben',
  'unlock.us-layout.why':
    'Viele Passphrasen wurden festgelegt, bevor die Tastaturbelegung gewählt war.',
  'questions.open': 'Fragen des Systems …',
  'questions.title': 'Fragen des Systems',
  'questions.lede':
    'Auch andere Programme dieses Systems können nach einer Passphrase fragen. Lifeboat beantwortet von sich aus keine davon.',
  'questions.none': 'Kein Programm fragt nach etwas.',
  'questions.asker': 'Gefragt von {asker}',
  'questions.answer': '„{message}“ beantworten',
  'questions.again': 'Noch einmal nachsehen',
  'questions.back': 'Zurück zum Entsperren',
  'questions.send': 'Antwort senden',
  'questions.sent': 'Die Antwort ist übergeben. War sie falsch, so fragt das Programm noch einmal.',
  'unlock.lock-again': '„{volume}“ wieder sperren',
};
