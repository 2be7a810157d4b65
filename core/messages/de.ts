/** Deutsch. Die Person wird mit «Sie» angesprochen; kurze Sätze ohne Fachwörter. */
import type { MessageId } from './en.ts';

const nichtsGeändert = 'An diesem Rechner wurde nichts geändert.';
const nochmal = 'Versuchen Sie es noch einmal. Geschieht es wieder, speichern Sie einen Bericht.';

export const de: Record<MessageId, string> = {
  'failure.ARGS-01.what': 'Der Befehl wurde nicht verstanden: {argument}.',
  'failure.ARGS-01.unchanged': nichtsGeändert,
  'failure.ARGS-01.next': 'Hilfe gibt: lifeboat {command} --help',
  'failure.ARGS-02.what': 'Die Datei {path} konnte nicht gelesen werden.',
  'failure.ARGS-02.unchanged': nichtsGeändert,
  'failure.ARGS-02.next': 'Prüfen Sie den Namen der Datei und versuchen Sie es noch einmal.',
  'failure.RIGHTS-01.what': 'Dazu wird der Lifeboat-Dienst gebraucht, und er antwortet nicht.',
  'failure.RIGHTS-01.unchanged': nichtsGeändert,
  'failure.RIGHTS-01.next':
    'In Lifeboat: Starten Sie neu und versuchen Sie es noch einmal. Sonst: als root ausführen.',
  'failure.TOOL-01.what': 'Das Programm {tool} fehlt hier.',
  'failure.TOOL-01.unchanged': nichtsGeändert,
  'failure.TOOL-01.next': 'Verwenden Sie ein vollständiges Lifeboat oder installieren Sie {tool}.',
  'failure.TOOL-02.what': 'Das Programm {tool} hat einen Fehler gemeldet.',
  'failure.TOOL-02.unchanged': 'Dieser Schritt hat nichts geändert.',
  'failure.TOOL-02.next': nochmal,
  'failure.TOOL-03.what': 'Die Antwort des Programms {tool} war nicht zu verstehen.',
  'failure.TOOL-03.unchanged': nichtsGeändert,
  'failure.TOOL-03.next': nochmal,
  'failure.DISK-01.what': 'An diesem Rechner gibt es keinen Datenträger {device}.',
  'failure.DISK-01.unchanged': nichtsGeändert,
  'failure.DISK-01.next': 'Wählen Sie einen Datenträger aus der Liste.',
  'failure.DISK-02.what': 'Der Datenträger {device} konnte nicht gelesen werden.',
  'failure.DISK-02.unchanged': nichtsGeändert,
  'failure.DISK-02.next':
    'Prüfen Sie, ob der Datenträger angeschlossen ist, und versuchen Sie es noch einmal.',
  'failure.DISK-03.what': 'Der Datenträger {device} ist nur zum Lesen geöffnet.',
  'failure.DISK-03.unchanged': nichtsGeändert,
  'failure.DISK-03.next':
    'Entsperren Sie ihn noch einmal zum Schreiben (lifeboat unlock --writable), dann versuchen Sie es wieder.',
  'failure.IMAGE-01.what':
    'Die Datei {path} ist eine {format}-Datei, kein rohes Abbild eines Datenträgers.',
  'failure.IMAGE-01.unchanged': nichtsGeändert,
  'failure.IMAGE-01.next':
    'Wandeln Sie sie in ein rohes Abbild um, etwa mit qemu-img, und versuchen Sie es noch einmal.',
  'failure.ESP-01.what': 'Der Bereich, von dem dieser Rechner startet, wurde nicht gefunden.',
  'failure.ESP-01.unchanged': nichtsGeändert,
  'failure.ESP-01.next':
    'Prüfen Sie, ob der Datenträger des Systems angeschlossen ist, und sehen Sie noch einmal nach.',
  'failure.ESP-02.what': 'Der Bereich, von dem dieser Rechner startet, war nicht beschreibbar.',
  'failure.ESP-02.unchanged': 'Ihre Dateien und die installierten Versionen sind unberührt.',
  'failure.ESP-02.next': 'Sehen Sie sich den Rechner noch einmal an und versuchen Sie es erneut.',
  'failure.ESP-03.what': 'Der Bereich, von dem dieser Rechner startet, ist voll.',
  'failure.ESP-03.unchanged': nichtsGeändert,
  'failure.ESP-03.next':
    'Schaffen Sie dort mindestens {neededKib} KiB Platz und versuchen Sie es noch einmal.',
  'failure.INSPECT-01.what': 'Auf diesem Rechner gibt es nichts mit dem Namen {id}.',
  'failure.INSPECT-01.unchanged': nichtsGeändert,
  'failure.INSPECT-01.next':
    '{near, select, none {Sehen Sie sich die ganze Liste an: lifeboat inspect} other {Vielleicht war eines davon gemeint: {near}}}',
  'failure.UNLOCK-01.what': '{device} ist kein gesperrter Datenträger.',
  'failure.UNLOCK-01.unchanged': nichtsGeändert,
  'failure.UNLOCK-01.next': 'Wählen Sie einen gesperrten Datenträger aus der Liste.',
  'failure.UNLOCK-02.what': 'Der Datenträger blieb gesperrt: Die Eingaben waren nicht richtig.',
  'failure.UNLOCK-02.unchanged':
    'Ihre Daten sind sicher, und Sie dürfen es beliebig oft versuchen.',
  'failure.UNLOCK-02.next':
    'Prüfen Sie die Tastaturbelegung oder verwenden Sie Ihren Wiederherstellungsschlüssel.',
  'failure.UNLOCK-03.what': 'Das Entsperren wurde beendet. Der Datenträger ist noch gesperrt.',
  'failure.UNLOCK-03.unchanged': nichtsGeändert,
  'failure.UNLOCK-03.next': 'Sie können ihn jederzeit entsperren.',
  'failure.UNLOCK-04.what':
    'Das Entsperren dauerte zu lange und wurde beendet. Der Datenträger ist noch gesperrt.',
  'failure.UNLOCK-04.unchanged': nichtsGeändert,
  'failure.UNLOCK-04.next': 'Versuchen Sie es noch einmal, wenn Sie bereit sind.',
  'failure.UNLOCK-05.what': 'Der Datenträger konnte nicht entsperrt werden.',
  'failure.UNLOCK-05.unchanged': nichtsGeändert,
  'failure.UNLOCK-05.next':
    'Versuchen Sie, ihn auf andere Weise zu entsperren, oder speichern Sie einen Bericht.',
  'failure.UNLOCK-06.what':
    'Die PIN dieses Sicherheitsschlüssels ist endgültig gesperrt. Sie war zu oft falsch.',
  'failure.UNLOCK-06.unchanged': 'Ihre Daten sind sicher, und der Datenträger ist noch gesperrt.',
  'failure.UNLOCK-06.next':
    'Nehmen Sie die Passphrase, den Wiederherstellungsschlüssel oder einen anderen Sicherheitsschlüssel.',
  'failure.UNLOCK-07.what':
    'Die PIN war dreimal hintereinander falsch. Der Sicherheitsschlüssel nimmt keine mehr, bis er abgezogen wird.',
  'failure.UNLOCK-07.unchanged': 'Ihre Daten sind sicher, und der Datenträger ist noch gesperrt.',
  'failure.UNLOCK-07.next':
    'Ziehen Sie ihn ab, stecken Sie ihn wieder ein, und überlegen Sie die PIN, bevor Sie sie eingeben.',
  'failure.UNLOCK-08.what': 'Der Sicherheitsschlüssel hat abgelehnt.',
  'failure.UNLOCK-08.unchanged': nichtsGeändert,
  'failure.UNLOCK-08.next':
    'Versuchen Sie es noch einmal und berühren Sie ihn, wenn Sie darum gebeten werden, oder nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-09.what': 'Der Sicherheitsschlüssel wurde nicht rechtzeitig berührt.',
  'failure.UNLOCK-09.unchanged': nichtsGeändert,
  'failure.UNLOCK-09.next':
    'Versuchen Sie es noch einmal, wenn Sie bereit sind, oder nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-10.what':
    'Es wurde kein Sicherheitsschlüssel eingesteckt, der diesen Datenträger öffnet.',
  'failure.UNLOCK-10.unchanged': nichtsGeändert,
  'failure.UNLOCK-10.next': 'Stecken Sie ihn ein oder nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-11.what': 'Der Sicherheitsschlüssel antwortet nicht mehr.',
  'failure.UNLOCK-11.unchanged': nichtsGeändert,
  'failure.UNLOCK-11.next':
    'Ziehen Sie ihn ab, stecken Sie ihn wieder ein und versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-12.what':
    'Dieser Datenträger verlangt von seinem Sicherheitsschlüssel eine PIN, und dieser hier hat keine.',
  'failure.UNLOCK-12.unchanged': nichtsGeändert,
  'failure.UNLOCK-12.next':
    'Nehmen Sie den Sicherheitsschlüssel, der für diesen Datenträger eingerichtet wurde, oder einen anderen Weg.',
  'failure.UNLOCK-13.what':
    'Dieser Sicherheitsschlüssel verlangt bei jeder Benutzung seine PIN, und dieser Datenträger wurde ohne PIN eingerichtet. Er würde ewig fragen, auch bei richtiger PIN.',
  'failure.UNLOCK-13.unchanged': nichtsGeändert,
  'failure.UNLOCK-13.next': 'Nehmen Sie die Passphrase oder den Wiederherstellungsschlüssel.',
  'failure.UNLOCK-14.what':
    'Der Sicherheitschip dieses Rechners gibt seinen Schlüssel nicht heraus. Er gibt ihn nur dem System, das er kennt, und dies ist die Rettungsumgebung.',
  'failure.UNLOCK-14.unchanged': 'Das ist so richtig. Der Datenträger ist noch gesperrt.',
  'failure.UNLOCK-14.next':
    'Nehmen Sie einen anderen Weg. Der nächste normale Start ist davon nicht betroffen.',
  'failure.UNLOCK-15.what':
    'Der Sicherheitschip dieses Rechners hat den Datenträger nicht geöffnet{why, select, foreign {: Der Schlüssel wurde für einen anderen Chip gemacht} lockout {: Zu viele falsche PINs haben ihn für eine Weile gesperrt} pin {: Die PIN war nicht richtig} absent {: Er wurde nicht gefunden} other {}}.',
  'failure.UNLOCK-15.unchanged': nichtsGeändert,
  'failure.UNLOCK-15.next': 'Nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-16.what': 'Der Sicherheitsschlüssel hat Sie nicht erkannt.',
  'failure.UNLOCK-16.unchanged': nichtsGeändert,
  'failure.UNLOCK-16.next': 'Versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.',
  'failure.UNLOCK-17.what':
    'Der Datenträger {device} ist nicht dafür eingerichtet, so entsperrt zu werden.',
  'failure.UNLOCK-17.unchanged': nichtsGeändert,
  'failure.UNLOCK-17.next': 'Wählen Sie einen seiner eigenen Wege: lifeboat unlock --list',
  'failure.UNLOCK-18.what': 'Der Datenträger {device} wird benutzt und wurde nicht gesperrt.',
  'failure.UNLOCK-18.unchanged': 'Er ist offen wie vorher.',
  'failure.UNLOCK-18.next': 'Beenden Sie, was ihn benutzt, und sperren Sie ihn dann.',
  'failure.QUESTION-01.what': 'Diese Frage gibt es nicht mehr: Niemand wartet auf die Antwort.',
  'failure.QUESTION-01.unchanged': 'Es wurde nichts gesendet.',
  'failure.QUESTION-01.next':
    'Sehen Sie noch einmal in die Liste: Vielleicht fragt das Programm neu.',
  'failure.PLAN-01.what': 'An diesem Rechner gibt es keine Version {target}.',
  'failure.PLAN-01.unchanged': nichtsGeändert,
  'failure.PLAN-01.next': 'Wählen Sie eine Version aus der Liste.',
  'failure.PLAN-02.what':
    '{reason, select, incomplete {{version} kann nicht starten: Es fehlt {missing}.} outvoted {Eine andere Einstellung dieses Rechners würde weiter etwas anderes starten: {missing}.} unsafe {Nach einem Schritt davon würde nichts mehr starten, was jetzt startet.} other {{version} kann nicht gewählt werden.}}',
  'failure.PLAN-02.unchanged': nichtsGeändert,
  'failure.PLAN-02.next': 'Wählen Sie eine andere Version.',
  'failure.PLAN-03.what': 'Der Plan war nicht zu verstehen.',
  'failure.PLAN-03.unchanged': nichtsGeändert,
  'failure.PLAN-03.next': 'Machen Sie einen neuen Plan und versuchen Sie es noch einmal.',
  'failure.PLAN-04.what':
    '{goal, select, rollback {Nichts spricht gegen das, was jetzt startet; darum wird keine Version empfohlen.} once {Es wurde nicht gesagt, was einmal starten soll.} other {Es gibt mehr als eines.}}',
  'failure.PLAN-04.unchanged': nichtsGeändert,
  'failure.PLAN-04.next': 'Nennen Sie eines mit --to. Es gibt: {choices}.',
  'failure.PLAN-05.what':
    '{goal, select, undo {Es gibt keine Änderung von Lifeboat, die zurückzunehmen wäre.} extension {Von der Erweiterung {target} ist an diesem Rechner keine passende Version vorhanden.} other {Hier ist nichts zu tun.}}',
  'failure.PLAN-05.unchanged': nichtsGeändert,
  'failure.PLAN-05.next':
    '{goal, select, undo {Sehen Sie in den Verlauf dieses Rechners.} extension {Installieren Sie die Erweiterung neu für die Version, die startet. Bis dahin wird sie übergangen.} other {Sehen Sie sich den Rechner an.}}',
  'failure.PLAN-06.what':
    'Die Aktualisierung auf {version} kann nicht abgeschlossen werden: Es fehlt {missing}.',
  'failure.PLAN-06.unchanged': nichtsGeändert,
  'failure.PLAN-06.next':
    'Nehmen Sie die Aktualisierung zurück und lassen Sie das System sie neu holen.',
  'failure.PLAN-07.what':
    '{goal, select, once {Diesem Rechner kann nicht gesagt werden, dass {version} nur einmal starten soll.} other {Diesem Rechner kann nicht gesagt werden, dass {version} starten soll.}}',
  'failure.PLAN-07.unchanged': nichtsGeändert,
  'failure.PLAN-07.next':
    '{goal, select, once {Wählen Sie es beim nächsten Start im Menü, oder gehen Sie auf Dauer dorthin zurück.} other {Wählen Sie es beim nächsten Start im Menü.}}',
  'failure.PLAN-08.what': 'Das Systemabbild von {version} ist beschädigt.',
  'failure.PLAN-08.unchanged': nichtsGeändert,
  'failure.PLAN-08.next': 'Wählen Sie eine andere Version.',
  'failure.APPLY-01.what':
    'Der Rechner ist nicht mehr so, wie er war, als der Plan gemacht wurde: {subject}.',
  'failure.APPLY-01.unchanged': 'Dieser Plan hat nichts geändert.',
  'failure.APPLY-01.next':
    'Machen Sie einen neuen Plan, sehen Sie ihn an und gehen Sie dann weiter.',
  'failure.APPLY-02.what': 'An diesem Rechner läuft gerade eine andere Änderung.',
  'failure.APPLY-02.unchanged': 'Dieser Plan hat nichts geändert.',
  'failure.APPLY-02.next':
    'Warten Sie, bis die andere Änderung fertig ist, und sehen Sie dann nach.',
  'failure.APPLY-03.what': 'Ein Schritt ist nicht gelungen: {step}',
  'failure.APPLY-03.unchanged':
    'Ihre Dateien sind unberührt. Die Schritte davor sind erledigt, und der Rechner startet weiterhin.',
  'failure.APPLY-03.next':
    'Sehen Sie sich den Rechner noch einmal an und machen Sie einen neuen Plan.',
  'failure.APPLY-04.what': 'Die Änderung wurde angehalten, bevor sie fertig war.',
  'failure.APPLY-04.unchanged':
    'Ihre Dateien sind unberührt. Was erledigt ist, bleibt erledigt, und der Rechner startet weiterhin.',
  'failure.APPLY-04.next':
    'Machen Sie einen neuen Plan, um es abzuschließen, oder lassen Sie es so.',
  'failure.APPLY-05.what':
    'Das Systemabbild {path} ist beschädigt: Seine Prüfsumme (root hash) stimmt nicht.',
  'failure.APPLY-05.unchanged': 'Diese Version wurde nicht gewählt. Der Rechner startet wie zuvor.',
  'failure.APPLY-05.next': 'Wählen Sie eine andere Version und speichern Sie einen Bericht.',
  'failure.APPLY-06.what': 'Eine frühere Änderung wurde unterbrochen und ist nicht abgeschlossen.',
  'failure.APPLY-06.unchanged':
    'Dieser Plan hat nichts geändert, und der Rechner startet weiterhin.',
  'failure.APPLY-06.next':
    'Schließen Sie die frühere Änderung mit „lifeboat apply --resume“ ab, oder nehmen Sie sie mit „lifeboat undo“ zurück.',
  'failure.APPLY-07.what': 'Es gibt keine unterbrochene Änderung, die fortzusetzen wäre.',
  'failure.APPLY-07.unchanged': nichtsGeändert,
  'failure.APPLY-07.next': 'Sehen Sie sich den Rechner an und machen Sie einen neuen Plan.',
  'failure.REPORT-01.what': 'Der Bericht konnte nicht geschrieben werden.',
  'failure.REPORT-01.unchanged': nichtsGeändert,
  'failure.REPORT-01.next': nochmal,
  'failure.REBOOT-01.what': 'Der Neustart konnte nicht ausgelöst werden.',
  'failure.REBOOT-01.unchanged': 'Was Sie vorher getan haben, bleibt erhalten.',
  'failure.REBOOT-01.next':
    'Versuchen Sie es noch einmal, oder halten Sie die Einschalttaste, bis der Rechner aus ist.',
  'failure.JOB-01.what': 'Der Befehl endete ohne Ergebnis.',
  'failure.JOB-01.unchanged':
    'Was getan wurde, ist nicht bekannt. Den Rechner anzusehen ist ungefährlich.',
  'failure.JOB-01.next': 'Sehen Sie sich den Rechner noch einmal an, bevor Sie weitergehen.',
  'failure.READONLY-01.what': 'Dieses Fenster sieht den Rechner nur an.',
  'failure.READONLY-01.unchanged': nichtsGeändert,
  'failure.READONLY-01.next': 'Um etwas zu ändern, starten Sie Lifeboat auf dem Rechner.',

  'problem.counter-exhausted':
    '{count, plural, =0 {{version} ist als schlecht markiert.} one {{version} wurde einmal gestartet und wurde nie fertig. Die Version ist als schlecht markiert.} other {{version} wurde #-mal gestartet und wurde nie fertig. Die Version ist als schlecht markiert.}}',
  'problem.counter-spent':
    '{version} wurde {count, plural, one {einmal} other {#-mal}} gestartet und wurde nie fertig.',
  'problem.default-unproven':
    '{version} startet als Nächstes und ist noch nie fertig geworden. {left, plural, one {Es würde noch einmal versucht.} other {Es würde noch #-mal versucht.}}',
  'missing.boot-file': 'die Startdatei {id}',
  'missing.root':
    '{why, select, absent {das Wurzel-Dateisystem ({id})} unfinished {das Wurzel-Dateisystem in {id}, das nicht zu Ende geschrieben wurde} other {das Wurzel-Dateisystem in {id}, das nicht zu seinem Abbild passt}}',
  'missing.usr':
    '{why, select, absent {das /usr-Dateisystem ({id})} unfinished {das /usr-Dateisystem in {id}, das nicht zu Ende geschrieben wurde} other {das /usr-Dateisystem in {id}, das nicht zu seinem Abbild passt}}',
  'missing.root-verity':
    '{why, select, absent {die Prüfdaten (Verity) des Wurzel-Dateisystems ({id})} unfinished {die Prüfdaten (Verity) des Wurzel-Dateisystems in {id}, die nicht zu Ende geschrieben wurden} other {die Prüfdaten (Verity) des Wurzel-Dateisystems in {id}, die nicht zu ihrem Abbild passen}}',
  'missing.usr-verity':
    '{why, select, absent {die Prüfdaten (Verity) des /usr-Dateisystems ({id})} unfinished {die Prüfdaten (Verity) des /usr-Dateisystems in {id}, die nicht zu Ende geschrieben wurden} other {die Prüfdaten (Verity) des /usr-Dateisystems in {id}, die nicht zu ihrem Abbild passen}}',
  'missing.whole-boot-file': 'eine vollständige Startdatei',
  'missing.end': 'das Ende von {path}',
  'missing.verity-data': 'die Verity-Daten von {path}',
  'missing.system-image': 'das Systemabbild dazu',
  'entry-problem.truncated': 'Die Datei hört zu früh auf.',
  'entry-problem.not-a-uki': 'Die Datei ist kein Programm mit einem Kernel darin.',
  'entry-problem.no-kernel': 'In der Datei ist kein Kernel.',
  'entry-problem.no-os-release': 'Die Datei sagt nicht, welches System sie startet.',
  'entry-problem.no-program': 'Der Eintrag nennt nichts, was gestartet werden könnte.',
  'entry-problem.conflicting-keys':
    'Der Eintrag nennt mehreres, was gestartet werden soll: {what}.',
  'entry-problem.missing-program': 'Was gestartet werden soll, ist nicht da: {what}.',
  'entry-problem.missing-file': 'Eine Datei, die gebraucht wird, ist nicht da: {what}.',
  'entry-problem.other-architecture': 'Der Eintrag ist für andere Prozessoren: {what}.',
  'problem.version-incomplete': '{version} kann nicht starten: Es fehlt {missing}.',
  'problem.entry-unreadable': 'Die Startdatei {path} ist beschädigt oder unvollständig.',
  'problem.extension-unfit': 'Die Erweiterung {name} wird nicht verwendet: {why}',
  'problem.no-bootable-entry':
    'Von keiner Version auf diesem Rechner ist bekannt, dass sie startet.',
  'problem.no-esp': 'Es wurde kein Bereich gefunden, von dem dieser Rechner starten könnte.',
  'problem.esp-nearly-full':
    'Der Bereich, von dem dieser Rechner startet, ist fast voll: {freeMib} MiB sind frei.',
  'problem.run-interrupted': 'Eine Änderung wurde unterbrochen, bevor sie fertig war: {step}',
  'problem.upgrade-interrupted':
    'Eine Aktualisierung auf {version} wurde unterbrochen. {step, select, extensions {Bisher sind nur ihre Erweiterungen da.} image {Ihr Systemabbild ist da, ihre Startdatei nicht.} bootfile {Ihre Startdatei wurde nicht bis zum Ende geschrieben.} staged {Ihre Startdatei ist vollständig, aber noch nicht an ihrem Platz.} other {Teile davon fehlen.}}',
  'problem.uki-truncated':
    'Die Startdatei {path} hört zu früh auf: Sie wurde nicht bis zum Ende geschrieben.',
  'problem.extension-carries-os-release':
    'Die Erweiterung {name} trägt die Kennung eines ganzen Systems. Ihretwegen wird gar keine Erweiterung verwendet.',
  'problem.root-hash-mismatch':
    'Das Systemabbild {image} ist beschädigt: Sein Inhalt ist nicht der, mit dem es gebaut wurde.',
  'problem.esp-full': 'Der Bereich, von dem dieser Rechner startet, ist voll.',
  'problem.esp-dirty':
    'Der Bereich, von dem dieser Rechner startet, wurde zuletzt nicht ordentlich geschlossen.',
  'problem.gpt-damaged':
    '{good, select, backup {Das Verzeichnis der Bereiche auf {device} ist am Anfang beschädigt. Die Kopie am Ende des Datenträgers ist gut.} primary {Die Kopie des Verzeichnisses der Bereiche auf {device} ist beschädigt. Das Verzeichnis selbst ist gut.} other {Das Verzeichnis der Bereiche auf {device} ist beschädigt, und seine Kopie auch.}}',
  'problem.luks-header-damaged':
    '{good, select, primary {Die zweite Kopie der Daten des Schlosses auf {device} ist beschädigt. Die erste ist gut.} secondary {Die erste Kopie der Daten des Schlosses auf {device} ist beschädigt. Die zweite ist gut.} other {Die Daten des Schlosses auf {device} sind beschädigt, und ihre Kopie auch.}}',
  'problem.units-failed':
    '{count, plural, one {Beim letzten Start von {version} gelang dies nicht: {units}.} other {Beim letzten Start von {version} gelangen diese nicht: {units}.}}',
  'problem.kernel-crashed': 'Der Kern des Systems blieb mit einem Fehler stehen: {line}',
  'problem.clock-wrong':
    '{direction, select, behind {Die Uhr dieses Rechners geht falsch: Sie zeigt {now}, aber etwas hier ist vom {latest}.} other {Die Uhr dieses Rechners geht vielleicht falsch: Sie zeigt {now}, und nichts hier ist neuer als vom {latest}.}}',
  'problem.battery-low':
    'Der Akku ist fast leer ({percent} %), und der Rechner hängt nicht am Strom.',
  'problem.system-not-judged':
    '{system} ist auf diesem Rechner. Lifeboat sieht es und kann nicht beurteilen, ob es in Ordnung ist.',
  'problem.not-visible':
    '{what} war nicht einzusehen{why, select, rights {: Lifeboat hat hier kein Recht, es zu lesen.} tool {: Hier fehlt ein Programm dafür.} other {: Es war nicht lesbar.}}',

  'diagnosis.never-finished':
    '{count, plural, =0 {{version} ist als schlecht markiert.} one {{version} wurde einmal gestartet und wurde nie fertig.} other {{version} wurde #-mal gestartet und wurde nie fertig.}}',
  'diagnosis.worked-before': '{version} hat vorher funktioniert.',
  'diagnosis.would-try-again': 'Ohne eine Änderung versucht dieser Rechner wieder {version}.',
  'diagnosis.fell-back': 'Dieser Rechner startet jetzt wieder {version}.',
  'diagnosis.maybe-interrupted':
    'Wurde der Rechner beim Starten ausgeschaltet, ist {version} vielleicht in Ordnung.',
  'diagnosis.incomplete': '{version} kann nicht starten, weil Teile davon fehlen.',
  'diagnosis.not-yet-tried': '{version} ist neu und wurde noch nicht gestartet.',
  'diagnosis.starts-next': '{version} startet als Nächstes.',
  'diagnosis.chosen': '{version} ist gewählt: beim nächsten Start und bei jedem danach.',
  'diagnosis.bad-is-kept':
    '{version} bleibt auf dem Datenträger und wird nicht von selbst gestartet.',
  'diagnosis.interrupted':
    'Eine Änderung wurde unterbrochen, bevor sie fertig war. Sie kann abgeschlossen werden.',
  'diagnosis.interrupted-lost':
    'Eine Änderung wurde unterbrochen, bevor sie abgeschlossen war, und kann nicht beendet werden.',
  'diagnosis.interrupted-upgrade':
    'Eine Aktualisierung auf {version} wurde unterbrochen, bevor sie fertig war.',
  'diagnosis.starts-as-before': 'Dieser Rechner startet {version} wie bisher.',
  'diagnosis.unit-failed':
    '{count, plural, one {Beim letzten Mal gelang dies nicht: {units}.} other {Beim letzten Mal gelangen diese nicht: {units}.}}',
  'diagnosis.switched-off':
    'In dem, was {version} aufgeschrieben hat, ist nichts misslungen. Vielleicht wurde beim Starten ausgeschaltet.',
  'diagnosis.image-damaged': 'Das Systemabbild von {version} ist beschädigt.',
  'diagnosis.extension-unfit':
    'Die Erweiterung {name} passt nicht zu {version} und wird darum nicht verwendet.',
  'diagnosis.extension-built-for':
    'Die Erweiterung {name} ist für {wanted} gemacht; {version} verwendet sie darum nicht.',
  'diagnosis.extension-kept':
    '{kept} ist an diesem Rechner vorhanden und passt, wird aber nicht verwendet.',
  'diagnosis.extension-blocks-all':
    'Die Erweiterung {name} trägt die Kennung eines ganzen Systems. Ihretwegen wird gar keine Erweiterung verwendet.',
  'diagnosis.esp-full':
    'Der Bereich, von dem dieser Rechner startet, ist voll; dort ist kein Platz für eine weitere Version.',
  'diagnosis.foreign': 'Lifeboat hat auf diesem Rechner {systems} gefunden.',
  'diagnosis.foreign-not-judged': 'Es sieht das und kann nicht beurteilen, ob es in Ordnung ist.',
  'diagnosis.nothing-wrong': 'An den Versionen auf diesem Rechner wurde kein Fehler gefunden.',
  'diagnosis.all-bad': 'Keine der Versionen auf diesem Rechner ist fertig gestartet.',
  'diagnosis.nothing-found': 'Auf diesem Rechner wurde kein System gefunden, das Lifeboat kennt.',
  'diagnosis.cannot-see': 'Lifeboat konnte nicht alles an diesem Rechner ansehen.',

  'recommend.rollback':
    'Gehen Sie zurück zu {version}. Das hat vorher funktioniert, und Ihre Dateien bleiben, wie sie sind.',
  'recommend.complete': 'Schließen Sie die unterbrochene Änderung zu {version} ab.',
  'recommend.try-again': 'Geben Sie {version} neue Versuche. Es ist alles da, was es braucht.',
  'recommend.finish-upgrade':
    'Schließen Sie die Aktualisierung auf {version} ab. Es ist alles da, was sie braucht.',
  'recommend.undo-upgrade':
    'Räumen Sie die unfertigen Teile von {version} aus dem Weg. Die Aktualisierung kann später wiederholt werden.',
  'recommend.extension':
    'Bringen Sie die Erweiterung {name} in Ordnung: eine passende zurückholen oder diese beiseitelegen.',
  'recommend.extension-kept':
    'Verwenden Sie die Erweiterung {kept}, die passt. Es wird nichts gelöscht.',
  'recommend.undo-run': 'Nehmen Sie zurück, was von der unterbrochenen Änderung getan wurde.',
  'recommend.complete-run': 'Schließen Sie die unterbrochene Änderung ab.',
  'recommend.none.foreign':
    'Es wurde nichts geändert. Sie können die Datenträger ansehen, ein Terminal öffnen oder einen Bericht speichern.',
  'recommend.none.make-room':
    'Vor dem nächsten Start muss nichts repariert werden. Schaffen Sie vor der nächsten Aktualisierung Platz auf diesem Bereich, oder speichern Sie einen Bericht und holen Sie Hilfe.',
  'recommend.none.restart': 'Hier muss nichts repariert werden. Sie können neu starten.',
  'recommend.none.no-good-version':
    'Von keiner anderen Version ist bekannt, dass sie funktioniert; es gibt nichts, wohin man zurückgehen könnte. Speichern Sie einen Bericht und holen Sie Hilfe.',
  'recommend.none.nothing-found':
    'Prüfen Sie, ob der Datenträger des Systems angeschlossen ist, und sehen Sie noch einmal nach.',

  'plan.step.set-default': 'Von jetzt an {version} starten',
  'plan.step.mark-bad': '{version} als schlecht markieren, damit es nicht von selbst startet',
  'plan.step.new-tries':
    '{version} {count, plural, one {einen neuen Versuch} other {# neue Versuche}} geben',
  'plan.step.mark-good': '{version} als gut markieren, damit es weiter gestartet wird',
  'plan.step.set-once': '{version} beim nächsten Mal starten, und nur dann',
  'plan.step.verify': 'Prüfen, ob das Systemabbild von {version} unbeschädigt ist',
  'plan.step.place': '{file} an seinen Platz bringen',
  'plan.step.aside': '{file} aus dem Weg räumen, nach {directory}',
  'plan.step.bring-extension': 'Die Erweiterung {name} verwenden, die passt',
  'plan.step.drop-extension': 'Die Erweiterung {name} beiseitelegen, die zu keiner Version passt',
  'plan.step.take-back': 'Zurücknehmen: {step}',
  'plan.warning.state-newer':
    '{newer} ist an diesem Rechner gelaufen. Was es gespeichert hat, kann eine Form haben, die {version} nicht kennt.',
  'plan.warning.interrupted':
    'Eine frühere Änderung wurde unterbrochen. „lifeboat apply --resume“ schließt sie ab, „lifeboat undo“ nimmt sie zurück.',
  'plan.warning.space':
    'Die Partition, von der dieser Rechner startet, ist fast voll: {freeMib} MiB sind frei.',
  'plan.warning.two-places':
    'Das neue Abbild bleibt neben dem alten, bis {version} gestartet ist; das unpassende wird übergangen.',
  'plan.warning.no-replacement': 'Ohne passende Version fehlt {name}, bis es neu installiert ist.',
  'plan.warning.moved-on': 'Das wurde seitdem wieder geändert und bleibt, wie es ist: {step}',
  'plan.warning.files-stay': 'Ihre Dateien und Einstellungen bleiben, wie sie sind.',
  'plan.warning.bad-is-kept': '{version} bleibt auf dem Datenträger. Nichts wird gelöscht.',
  'plan.warning.updates-wait':
    '{version} bleibt die gewählte Version: Eine spätere Aktualisierung startet erst, wenn Sie sie wählen.',
  'plan.warning.tpm':
    'Der Datenträger {device} fragt beim nächsten Start vielleicht nach Ihrem Wiederherstellungsschlüssel. Halten Sie ihn bereit.',
  'plan.warning.once': '{entry} startet vorher einmal, weil es so verlangt wurde.',
  'plan.warning.target-unproven':
    'Von {version} ist noch nicht bekannt, dass es fertig gestartet ist.',
  'plan.warning.only-good':
    '{version} ist auf diesem Rechner die einzige Version, von der bekannt ist, dass sie funktioniert.',

  'job.inspect.disks': 'Die Datenträger werden angesehen',
  'job.inspect.verify': 'Das Systemabbild {name} wird ganz gelesen',
  'job.inspect.boot': 'Es wird nachgesehen, was dieser Rechner starten kann',
  'job.inspect.extensions': 'Die Erweiterungen werden angesehen',
  'job.plan': 'Der Plan wird gemacht',
  'job.unlock.check': 'Der Datenträger wird geprüft',
  'job.unlock.open': 'Der Datenträger wird entsperrt',
  'job.lock': 'Der Datenträger wird gesperrt',
  'job.apply.check': 'Es wird geprüft, ob sich seit dem Plan nichts geändert hat',
  'job.apply.record': 'Es wird aufgeschrieben, was getan wird',
  'job.apply.finish': 'Es wird sichergestellt, dass alles geschrieben ist',
  'job.report': 'Der Bericht wird zusammengestellt',
  'settle.step.verify': 'Das Abbild des neuen Lifeboat wird ganz gelesen',
  'settle.step.volume': 'Das Abbild des neuen Lifeboat kommt an seinen Platz',
  'settle.step.entry': 'Das neue Lifeboat wird als gut vermerkt',
  'settle.done': 'Lifeboat {version} ist gut gestartet und wird behalten.',
  'settle.nothing': 'Dieses Lifeboat ist nicht auf Probe. Es gab nichts zu tun.',
  'job.preferences': 'Einstellungen merken',
  'job.reboot': 'Der Neustart wird verlangt',

  'outcome.partly-done':
    'Nur teilweise erledigt. Der Rechner startet weiterhin. Machen Sie einen neuen Plan, um es abzuschließen.',
  'outcome.not-done': 'Nicht erledigt. Es wurde nichts geändert.',
  'outcome.running': 'Nicht abgeschlossen.',
  'goal.title.rollback': 'Zurück zu {version}',
  'goal.title.keep': 'Bei {version} bleiben',
  'goal.title.finish-upgrade': 'Die Aktualisierung auf {version} abschließen',
  'goal.title.undo-upgrade': 'Die Aktualisierung auf {version} zurücknehmen',
  'goal.title.extension': 'Die Erweiterung {version}',
  'goal.title.once': '{version} einmal starten',
  'goal.title.undo': 'Die letzte Änderung zurücknehmen',
  'goal.done.rollback': 'Fertig. Von jetzt an startet {version}.',
  'goal.done.keep': 'Fertig. {version} gilt als gut und startet von jetzt an.',
  'goal.done.finish-upgrade': 'Fertig. Die Aktualisierung auf {version} ist vollständig.',
  'goal.done.undo-upgrade': 'Fertig. Die Aktualisierung auf {version} ist aus dem Weg.',
  'goal.done.extension': 'Fertig. Für die Erweiterung {version} ist gesorgt.',
  'goal.done.once': 'Fertig. {version} startet beim nächsten Mal, und nur dann.',
  'goal.done.undo': 'Fertig. Die Änderung ist zurückgenommen.',
  'goal.met.rollback': 'Es ist nichts zu tun: {version} ist schon die gewählte Version.',
  'goal.met.keep': 'Es ist nichts zu tun: {version} ist gut und startet.',
  'goal.met.finish-upgrade': 'Es ist nichts zu tun: Keine Aktualisierung ist unvollständig.',
  'goal.met.undo-upgrade': 'Es ist nichts zu tun: Keine Aktualisierung ist unvollständig.',
  'goal.met.extension': 'Mit den Erweiterungen ist nichts zu tun.',
  'goal.met.once': 'Es ist nichts zu tun: {version} startet schon als Nächstes.',
  'goal.met.undo': 'Es ist nichts zu tun: Von dieser Änderung ist nichts mehr da.',
  'history.who': 'Verlangt von {operator}.',
  'history.why': 'Weil: {reasons}',
  'history.from-to': 'Vorher: {from}. Seitdem: {to}.',
  'apply.was-dirty':
    'Die Partition, von der dieser Rechner startet, war nicht sauber geschlossen. Ihre Prüfung sagt: {result}',
  'unlock.done': 'Der Datenträger {device} ist entsperrt. Er ist nur zum Lesen geöffnet.',
  'unlock.already': 'Der Datenträger {device} war schon entsperrt.',
  'unlock.wrong': 'Das war nicht richtig.',
  'unlock.not-a-key':
    'Das ist kein Wiederherstellungsschlüssel: Er hat 8 Gruppen aus 8 Buchstaben.',
  'unlock.not-tried': 'Das war zu kurz, darum wurde es nicht versucht.',
  'unlock.ask.passphrase': 'Passphrase für {subject}',
  'unlock.ask.recovery-key': 'Wiederherstellungsschlüssel für {subject}',
  'unlock.tries-left': '{count, plural, one {Noch ein Versuch.} other {Noch # Versuche.}}',
  'unlock.ask.pin': 'PIN des Sicherheitsschlüssels für {subject}',
  'unlock.ask.tpm2-pin': 'PIN des Sicherheitschips für {subject}',
  'unlock.ask.system': 'Antwort auf „{subject}“',
  'unlock.ask.method': 'Welcher Weg?',
  'unlock.last-try':
    'Dies ist der letzte Versuch, bevor der Sicherheitsschlüssel endgültig gesperrt ist.',
  'unlock.done-writable': 'Der Datenträger {device} ist entsperrt. Er kann beschrieben werden.',
  'unlock.group.closed':
    'Er enthält einen Teil einer Datenträgergruppe (LVM), die sich nicht öffnen ließ; was darin liegt, bleibt ungesehen. Es wurde nichts daran geändert.',
  'unlock.group.incomplete':
    'Ein anderer Teil dieser Datenträgergruppe liegt auf einem Datenträger, der gesperrt ist oder fehlt. Was darauf liegt, bleibt ungesehen, bis er da ist.',
  'unlock.group.open': 'Darin sind diese Datenträger offen: {volumes}.',
  'unlock.locked': 'Der Datenträger {device} ist wieder gesperrt.',
  'unlock.locked-already': 'Der Datenträger {device} war schon gesperrt.',
  'unlock.list.none': 'An diesem Rechner gibt es keinen verschlüsselten Datenträger.',
  'unlock.list.title': 'Verschlüsselte Datenträger',
  'unlock.list.not-needed': 'wird zum Zurückgehen nicht gebraucht',
  'unlock.method.fido2': 'Sicherheitsschlüssel',
  'unlock.method.tpm2': 'Sicherheitschip (TPM)',
  'unlock.method.passphrase': 'Passphrase',
  'unlock.method.recovery-key': 'Wiederherstellungsschlüssel',
  'unlock.choice.retry': 'noch einmal versuchen',
  'unlock.choice.fido2': 'den Sicherheitsschlüssel nehmen',
  'unlock.choice.tpm2': 'den Sicherheitschip (TPM) nehmen',
  'unlock.choice.passphrase': 'die Passphrase nehmen',
  'unlock.choice.recovery-key': 'den Wiederherstellungsschlüssel nehmen',
  'unlock.choice.file': 'den Wiederherstellungsschlüssel in der Datei {name} nehmen',
  'unlock.keys.waiting': 'Eine Zahl wählt einen anderen Weg, Escape beendet.',
  'unlock.keys.prompt': 'Tab zeigt andere Wege, Escape beendet.',
  'unlock.state.looking-for-token': 'Der Sicherheitsschlüssel wird gesucht.',
  'unlock.state.insert-token': 'Stecken Sie den Sicherheitsschlüssel für {subject} ein.',
  'unlock.state.wrong-token':
    '{opens, select, none {{lacks, select, hmac {{token} kann den Schlüssel eines Datenträgers nicht aufbewahren. Stecken Sie den Sicherheitsschlüssel für {subject} ein.} other {{token} öffnet {subject} nicht. Stecken Sie den Sicherheitsschlüssel für {subject} ein.}}} other {{token} gehört zu {opens}, nicht zu {subject}. Stecken Sie den Sicherheitsschlüssel für {subject} ein.}}',
  'unlock.state.token-needs-pin': 'Der Sicherheitsschlüssel verlangt seine PIN.',
  'unlock.state.touch-now': 'Berühren Sie jetzt den Sicherheitsschlüssel.',
  'unlock.state.verify-on-token':
    'Zeigen Sie dem Sicherheitsschlüssel, wer Sie sind: Legen Sie den Finger auf seinen Sensor.',
  'unlock.state.pin-wrong': 'Diese PIN war nicht richtig.',
  'unlock.state.asking-tpm': 'Der Sicherheitschip dieses Rechners wird gefragt.',
  'unlock.state.tpm-needs-pin': 'Der Sicherheitschip verlangt seine PIN.',
  'unlock.state.passphrase': 'Geben Sie die Passphrase für {subject} ein.',
  'unlock.state.recovery-key': 'Geben Sie den Wiederherstellungsschlüssel für {subject} ein.',
  'unlock.state.opening': '{subject} wird entsperrt.',
  'unlock.state.pin-blocked-until-reinserted':
    'Die PIN war dreimal falsch. Ziehen Sie den Sicherheitsschlüssel ab und stecken Sie ihn wieder ein.',
  'unlock.token.unnamed': 'Dieser Sicherheitsschlüssel',
  'unlock.note.touch-again':
    'Der Sicherheitsschlüssel wurde nicht rechtzeitig berührt. Er wartet noch einmal.',
  'unlock.note.token-lost': 'Der Sicherheitsschlüssel wurde abgezogen. Stecken Sie ihn wieder ein.',
  'unlock.note.token-busy':
    'Der Sicherheitsschlüssel wartet noch auf eine frühere Berührung. Es wird noch einmal versucht.',
  'unlock.note.switched': 'Nun auf anderem Weg.',
  'unlock.note.token-back':
    'Ein Sicherheitsschlüssel wurde eingesteckt. Es wird noch einmal versucht.',
  'preferences.kept': 'Für das nächste Mal gemerkt: {preferences}.',
  'preferences.none': 'Auf diesem Rechner sind keine Einstellungen gemerkt.',
  'reboot.done': 'Der Rechner startet jetzt neu.',

  'state.good': 'gut',
  'state.indeterminate': 'noch nicht bewährt',
  'state.bad': 'schlecht',
  'state.incomplete': 'unvollständig',
  'state.fits': 'passt',
  'state.unfit': 'passt nicht',
  'state.locked': 'gesperrt',
  'state.open': 'entsperrt',

  'extension.matches': '{name} passt zu {host}.',
  'extension.id-mismatch':
    '{name} wurde für {wanted} gebaut; auf diesem Rechner läuft {host}, darum wird es nicht beachtet.',
  'extension.version-mismatch':
    '{name} wurde für {wanted} gebaut; auf diesem Rechner läuft {host}, darum wird es nicht beachtet.',
  'extension.level-mismatch':
    '{name} wurde für Stufe {wanted} gebaut; dieser Rechner hat Stufe {host}, darum wird es nicht beachtet.',
  'extension.architecture-mismatch':
    '{name} wurde für Prozessoren der Art {wanted} gebaut; dieser Rechner hat {host}, darum wird es nicht beachtet.',
  'extension.scope-excluded':
    '{name} ist für andere Zwecke gedacht ({wanted}), darum wird es hier nicht beachtet.',
  'extension.no-release-file':
    '{name} sagt nicht, wofür es gebaut wurde, darum wird es nicht beachtet.',
  'extension.name-mismatch':
    '{name} trägt den Namen einer anderen Erweiterung, darum wird es nicht beachtet.',
  'extension.carries-os-release':
    '{name} trägt die Kennung eines ganzen Systems; darum werden alle Erweiterungen abgelehnt.',
  'extension.unreadable':
    '{name} konnte nicht gelesen werden: es ist beschädigt, gesperrt oder von unbekannter Art.',
  'extension.unsigned':
    '{name} ist nicht signiert, und wo es liegt, werden nur signierte Erweiterungen angenommen; darum wird es nicht beachtet.',
  'extension.masked': '{name} wird nicht verwendet: {by} heißt genauso und kommt zuerst.',
  'extension.kept': '{name} passt und liegt bereit in {path}.',

  'explain.version': '{version} ist eine Version des Systems. Sie wird von {entry} gestartet.',
  'explain.version.lifeboat':
    '{version} ist Lifeboat selbst, gestartet von {entry}. Kein Plan wählt oder ändert es.',
  'explain.entry.uki':
    '{id} ist die Startdatei von {version}: eine Datei mit allem, was zum Anfangen nötig ist. Sie liegt unter {path}.',
  'explain.entry.type1':
    '{id} ist ein Text, der die Dateien nennt, mit denen {version} startet. Er liegt unter {path}.',
  'explain.state.good':
    'Der Stand ist gut: Es werden keine Versuche mehr gezählt, wie es nach einem fertigen Start ist.',
  'explain.state.new':
    'Der Stand ist noch nicht bewährt: Bisher gab es keinen Start, und {left, plural, one {ein Versuch ist übrig} other {# Versuche sind übrig}}.',
  'explain.state.unproven':
    'Der Stand ist noch nicht bewährt: Es gab {count, plural, one {einen Start} other {# Starts}} und keiner wurde fertig; {left, plural, one {ein Versuch ist übrig} other {# Versuche sind übrig}}.',
  'explain.state.bad':
    'Der Stand ist schlecht: Es ist kein Versuch übrig{count, plural, =0 {} one { nach einem Start, der nicht fertig wurde} other { nach # Starts, die nicht fertig wurden}}.',
  'explain.last-booted': 'Der letzte Start, der aufgeschrieben ist, war um {at}.',
  'explain.needs-images': 'Gebraucht wird {images}.',
  'explain.complete': 'Alles, was dafür bekanntermaßen nötig ist, ist da.',
  'explain.missing': 'Es kann nicht starten, denn es fehlt: {missing}.',
  'explain.joined-by': 'Diese Erweiterungen passen dazu: {names}.',
  'explain.could-join':
    'Die Erweiterung {kept} passt dazu und liegt in {path} bereit, wo sie nicht verwendet wird.',
  'explain.joined-by-none': 'Es ist keine Erweiterung bekannt, die dazu passt.',
  'explain.once': 'Es ist einmal verlangt: Es startet als Nächstes, und nur dieses eine Mal.',
  'explain.next.this': 'Beim nächsten gewöhnlichen Start startet genau dies.',
  'explain.next.other': 'Beim nächsten gewöhnlichen Start startet {version}.',
  'explain.next.nothing': 'Lifeboat weiß nicht, was auf diesem Rechner als Nächstes startet.',
  'explain.extension':
    '{name} ist eine Erweiterung: Sie fügt dem System {kind, select, confext {Einstellungen} other {Programme}} hinzu. Sie liegt unter {path}.',
  'explain.extension.fits': 'Sie passt zu {versions}.',
  'explain.extension.proof':
    '{proof, select, signed {Sie ist gegen Änderungen geschützt und signiert.} verity {Sie ist gegen Änderungen geschützt und nicht signiert.} other {Sie ist nicht gegen Änderungen geschützt.}}',
  'explain.extension.used': '{name} wird beim nächsten Start verwendet.',
  'explain.extension.not-used': '{name} wird beim nächsten Start nicht verwendet.',
  'explain.image':
    '{name} auf {path} ist {role, select, verity {der Beweis, dass ein Systemabbild unverändert ist} usr {ein Systemabbild für /usr} other {ein Systemabbild}}.',
  'explain.image.placement':
    '{placement, select, empty {Es ist leer und wartet auf eine Version.} partial {Es ist nur zum Teil geschrieben.} other {Es ist geschrieben, und seine Version ist noch nicht installiert.}}',
  'explain.image.verified':
    '{verified, select, verified {Es wurde ganz gelesen, und nichts darin hat sich geändert.} mismatch {Es wurde geprüft, und es ist nicht, was es beim Bauen war.} other {Es wurde nicht ganz gelesen; ob es heil ist, ist nicht bekannt.}}',
  'explain.image.used-by': 'Ohne dieses Abbild kann {versions} nicht starten.',
  'explain.image.used-by-none': 'Keine Version auf diesem Rechner verlangt es.',
  'explain.image.next': 'Beim nächsten gewöhnlichen Start startet {version} davon.',
  'explain.partition': '{path} ist ein Teil eines Datenträgers: {names}.',
  'explain.partition.unknown':
    '{path} ist ein Teil eines Datenträgers, und was darauf ist, ist nicht bekannt.',
  'explain.locked': 'Er ist gesperrt; was darin ist, ist nicht zu sehen.',
  'explain.open': 'Er ist entsperrt.',
  'explain.tokens': 'Außer mit einer Passphrase lässt er sich öffnen mit: {tokens}.',
  'explain.mounted': 'Er ist in Gebrauch unter {places}.',
  'explain.disk':
    '{name} ist ein Datenträger mit {count, plural, =0 {keinen Teilen} one {einem Teil} other {# Teilen}}.',
  'explain.disk.holds': 'Seine Teile sind {partitions}.',
  'explain.problem.absent': 'Dieses Problem wurde auf diesem Rechner nicht gefunden.',

  'text.opens-with': 'öffnet sich mit: {ways}',
  'text.used-by': 'für {versions}',
  'state.empty': 'leer',
  'state.partial': 'teilweise geschrieben',
  'state.pending': 'geschrieben, nicht installiert',
  'state.verified': 'ganz gelesen, unverändert',
  'state.mismatch': 'beschädigt',
  'text.what-happened': 'Was geschehen ist',
  'text.recommended': 'Empfohlen',
  'text.evidence': 'Belege',
  'text.versions': 'Versionen',
  'text.disks': 'Datenträger',
  'text.add-ons': 'Erweiterungen',
  'text.images': 'Systemabbilder',
  'text.problems': 'Probleme',
  'text.questions': 'Fragen des Systems',
  'text.question': '{message} ({asker}; {id})',
  'text.no-questions': 'Kein Programm des Systems fragt nach etwas.',
  'text.question.answered':
    'Die Antwort ist übergeben. War sie falsch, so fragt das Programm noch einmal.',
  'text.question.left': 'Es wurde nichts gesendet. Die Frage wartet noch.',
  'text.history': 'Was Lifeboat bisher getan hat',
  'text.no-history': 'Lifeboat hat an diesem Rechner bisher nichts geändert.',
  'text.log': 'Warnungen dieser Sitzung',
  'text.before': 'Jetzt: {version} startet.',
  'text.after': 'Danach: {version} startet.',
  'text.nothing-starts': 'nichts',
  'text.steps': 'Schritte',
  'text.good-to-know': 'Gut zu wissen',
  'text.fits-versions': 'Es passt zu {versions}.',
  'text.starts-next': 'startet als Nächstes',
  'text.is-lifeboat': 'Lifeboat selbst',
  'text.tries': 'noch {left, plural, one {ein Versuch} other {# Versuche}}, {done} verbraucht',
  'text.none': 'keine',
  'text.report-title': 'Lifeboat-Bericht',
  'text.machine': 'Rechner',

  'menu.title': 'Lifeboat',
  'menu.choose': 'Zahl eingeben und Enter drücken:',
  'menu.what-happened': 'Was geschehen ist',
  'menu.versions': 'Alles auf diesem Rechner',
  'menu.unlock': 'Datenträger entsperren oder sperren',
  'menu.go-back': 'Zurück zu einer anderen Version',
  'menu.report': 'Bericht anzeigen',
  'menu.restart': 'Neu starten',
  'menu.questions': 'Fragen des Systems',
  'menu.back': 'Zurück',
  'menu.not-a-choice': 'Bitte eine der Zahlen eingeben.',
  'menu.unlock-one': '{device} entsperren',
  'menu.lock-one': '{device} wieder sperren',
  'menu.method.fido2': 'Mit dem Sicherheitsschlüssel',
  'menu.method.tpm2': 'Mit dem Sicherheitschip (TPM)',
  'menu.method.passphrase': 'Mit der Passphrase',
  'menu.method.recovery-key':
    'Mit dem Wiederherstellungsschlüssel: eingetippt oder als Datei auf einem USB-Stick',
  'menu.no-version': 'Es gibt keine andere Version.',
  'menu.confirm': 'Zurück zu {version}? Zum Ausführen ja eingeben:',
  'menu.confirm-restart': 'Jetzt neu starten? Zum Ausführen ja eingeben:',
  'menu.yes': 'ja',
  'menu.not-done': 'Es wurde nichts getan.',
};
