/** 日本語。戻るまでの道のりの文。短く、やさしく、「です・ます」で書く。 */
import type { JourneyMessageId } from './journey.ts';

const nothingChanged = 'このコンピューターでは何も変更していません。';
const tryAgain = 'もう一度お試しください。また起きる場合は、レポートを保存してください。';
const dataIsSafe = 'データは無事です。ディスクはロックされたままです。';
const anotherWay = '別の方法を使ってください。';
const planChangedNothing = 'この計画では何も変更していません。';

export const ja: Partial<Record<JourneyMessageId, string>> = {
  'failure.RIGHTS-01.what': 'これには Lifeboat のサービスが必要ですが、応答がありません。',
  'failure.RIGHTS-01.unchanged': nothingChanged,
  'failure.RIGHTS-01.next':
    'Lifeboat の中では、再起動してもう一度お試しください。ほかの場所では root で実行してください。',
  'failure.TOOL-01.what': 'プログラム {tool} がここにはありません。',
  'failure.TOOL-01.unchanged': nothingChanged,
  'failure.TOOL-01.next': '完全な Lifeboat を使うか、{tool} をインストールしてください。',
  'failure.TOOL-02.what': 'プログラム {tool} がエラーで終わりました。',
  'failure.TOOL-02.unchanged': 'この手順では何も変更していません。',
  'failure.TOOL-02.next': tryAgain,
  'failure.TOOL-03.what': 'プログラム {tool} の返答を理解できませんでした。',
  'failure.TOOL-03.unchanged': nothingChanged,
  'failure.TOOL-03.next': tryAgain,
  'failure.DISK-01.what':
    'このコンピューターに {device} というディスクやパーティションはありません。',
  'failure.DISK-01.unchanged': nothingChanged,
  'failure.DISK-01.next': 'ディスクの一覧を見て、その中から選んでください。',
  'failure.DISK-02.what': 'ディスク {device} を読み取れませんでした。',
  'failure.DISK-02.unchanged': nothingChanged,
  'failure.DISK-02.next': 'ディスクがつながっているか確かめて、もう一度お試しください。',
  'failure.DISK-03.what': 'ディスク {device} は読み取り専用で開かれています。',
  'failure.DISK-03.unchanged': nothingChanged,
  'failure.DISK-03.next':
    '書き込みのためにもう一度ロックを解除してから（lifeboat unlock --writable）、お試しください。',
  'failure.ESP-01.what': 'このコンピューターの起動に使うパーティションが見つかりませんでした。',
  'failure.ESP-01.unchanged': nothingChanged,
  'failure.ESP-01.next': 'システムのディスクがつながっているか確かめて、もう一度調べてください。',
  'failure.ESP-02.what': 'このコンピューターの起動に使うパーティションに書き込めませんでした。',
  'failure.ESP-02.unchanged': 'あなたのファイルとインストール済みのバージョンには触れていません。',
  'failure.ESP-02.next': 'もう一度コンピューターを調べてから、お試しください。',
  'failure.ESP-03.what': 'このコンピューターの起動に使うパーティションがいっぱいです。',
  'failure.ESP-03.unchanged': nothingChanged,
  'failure.ESP-03.next': '{neededKib} KiB 以上の空きを作ってから、もう一度お試しください。',
  'failure.UNLOCK-01.what': '{device} はロックされたディスクではありません。',
  'failure.UNLOCK-01.unchanged': nothingChanged,
  'failure.UNLOCK-01.next': 'ロックされたディスクを一覧から選んでください。',
  'failure.UNLOCK-02.what': '入力が正しくなかったため、ディスクはロックされたままです。',
  'failure.UNLOCK-02.unchanged': 'データは無事です。何度でも試せます。',
  'failure.UNLOCK-02.next': 'キーボード配列を確かめるか、回復キーを使ってください。',
  'failure.UNLOCK-03.what': 'ロックの解除を中止しました。ディスクはロックされたままです。',
  'failure.UNLOCK-03.unchanged': nothingChanged,
  'failure.UNLOCK-03.next': 'いつでもロックを解除できます。',
  'failure.UNLOCK-04.what':
    'ロックの解除に時間がかかりすぎたため、中止しました。ディスクはロックされたままです。',
  'failure.UNLOCK-04.unchanged': nothingChanged,
  'failure.UNLOCK-04.next': '準備ができたら、もう一度お試しください。',
  'failure.UNLOCK-05.what': 'ディスクのロックを解除できませんでした。',
  'failure.UNLOCK-05.unchanged': nothingChanged,
  'failure.UNLOCK-05.next': '別の方法で解除するか、レポートを保存してください。',
  'failure.UNLOCK-06.what':
    'このセキュリティトークンの PIN は、間違いが多すぎたため、もう使えません。',
  'failure.UNLOCK-06.unchanged': dataIsSafe,
  'failure.UNLOCK-06.next': 'パスフレーズ、回復キー、または別のトークンを使ってください。',
  'failure.UNLOCK-07.what':
    'PIN が続けて 3 回間違っていました。トークンは、いったん抜くまで入力を受け付けません。',
  'failure.UNLOCK-07.unchanged': dataIsSafe,
  'failure.UNLOCK-07.next': 'トークンを抜いて差し直し、PIN をよく思い出してから入力してください。',
  'failure.UNLOCK-08.what': 'セキュリティトークンが拒否しました。',
  'failure.UNLOCK-08.unchanged': nothingChanged,
  'failure.UNLOCK-08.next':
    'もう一度試して、求められたらトークンに触れてください。または別の方法を使ってください。',
  'failure.UNLOCK-09.what': '時間内にセキュリティトークンに触れませんでした。',
  'failure.UNLOCK-09.unchanged': nothingChanged,
  'failure.UNLOCK-09.next': '準備ができたらもう一度試すか、別の方法を使ってください。',
  'failure.UNLOCK-10.what': 'このディスクを開けるセキュリティトークンが差し込まれませんでした。',
  'failure.UNLOCK-10.unchanged': nothingChanged,
  'failure.UNLOCK-10.next': 'トークンを差し込むか、別の方法を使ってください。',
  'failure.UNLOCK-11.what': 'セキュリティトークンが応答しなくなりました。',
  'failure.UNLOCK-11.unchanged': nothingChanged,
  'failure.UNLOCK-11.next': '抜いて差し直してからもう一度試すか、別の方法を使ってください。',
  'failure.UNLOCK-12.what':
    'このディスクにはトークンの PIN が必要ですが、このトークンには PIN がありません。',
  'failure.UNLOCK-12.unchanged': nothingChanged,
  'failure.UNLOCK-12.next': 'このディスクのために設定したトークンか、別の方法を使ってください。',
  'failure.UNLOCK-13.what':
    'このトークンは毎回 PIN を求めますが、このディスクは PIN なしで設定されています。PIN が正しくても、くり返し求められます。',
  'failure.UNLOCK-13.unchanged': nothingChanged,
  'failure.UNLOCK-13.next': 'パスフレーズか回復キーを使ってください。',
  'failure.UNLOCK-14.what':
    'このコンピューターのセキュリティチップは鍵を渡しません。渡すのは知っているシステムだけで、今は回復環境だからです。',
  'failure.UNLOCK-14.unchanged': 'これは正常な動作です。ディスクはロックされたままです。',
  'failure.UNLOCK-14.next': '別の方法を使ってください。次の通常の起動には影響しません。',
  'failure.UNLOCK-15.what':
    'このコンピューターのセキュリティチップではディスクを開けませんでした{why, select, foreign {。鍵は別のチップのために作られています} lockout {。PIN の間違いが多すぎて、しばらく使えません} pin {。PIN が正しくありませんでした} absent {。チップが見つかりませんでした} other {}}。',
  'failure.UNLOCK-15.unchanged': nothingChanged,
  'failure.UNLOCK-15.next': anotherWay,
  'failure.UNLOCK-16.what': 'セキュリティトークンがあなたを認識しませんでした。',
  'failure.UNLOCK-16.unchanged': nothingChanged,
  'failure.UNLOCK-16.next': 'もう一度試すか、別の方法を使ってください。',
  'failure.UNLOCK-17.what': 'ディスク {device} は、この方法で解除できるように設定されていません。',
  'failure.UNLOCK-17.unchanged': nothingChanged,
  'failure.UNLOCK-17.next': '設定されている方法から選んでください（lifeboat unlock --list）。',
  'failure.UNLOCK-18.what': 'ディスク {device} は使用中のため、ロックしませんでした。',
  'failure.UNLOCK-18.unchanged': 'これまでどおり開いています。',
  'failure.UNLOCK-18.next': '使っているものを終えてから、もう一度ロックしてください。',
  'failure.PLAN-01.what': 'このコンピューターにバージョン {target} はありません。',
  'failure.PLAN-01.unchanged': nothingChanged,
  'failure.PLAN-01.next': '一覧からバージョンを選んでください。',
  'failure.PLAN-02.what':
    '{reason, select, incomplete {{version} は起動できません。{missing} がありません。} outvoted {このコンピューターの別の設定により、ほかのものが起動します：{missing}。} unsafe {この手順の途中で、今起動できるものが一つも起動できなくなります。} other {{version} は選べません。}}',
  'failure.PLAN-02.unchanged': nothingChanged,
  'failure.PLAN-02.next': '別のバージョンを選んでください。',
  'failure.PLAN-03.what': '計画を理解できませんでした。',
  'failure.PLAN-03.unchanged': nothingChanged,
  'failure.PLAN-03.next': '新しい計画を作って、もう一度お試しください。',
  'failure.PLAN-04.what':
    '{goal, select, rollback {今起動するものに問題は見つからないため、戻る先のおすすめはありません。} once {一度だけ起動するものが指定されていません。} other {候補が二つ以上あります。}}',
  'failure.PLAN-04.unchanged': nothingChanged,
  'failure.PLAN-04.next': '--to で一つ指定してください。候補：{choices}。',
  'failure.PLAN-05.what':
    '{goal, select, undo {Lifeboat による、取り消せる変更はありません。} extension {合うバージョンのアドオン {target} は、このコンピューターに残っていません。} other {ここですることはありません。}}',
  'failure.PLAN-05.unchanged': nothingChanged,
  'failure.PLAN-05.next':
    '{goal, select, undo {このコンピューターの履歴を見てください。} extension {起動するバージョン用に、アドオンをもう一度インストールしてください。それまでは使われません。} other {コンピューターを調べてください。}}',
  'failure.PLAN-06.what': '{version} へのアップグレードを完了できません。{missing} がありません。',
  'failure.PLAN-06.unchanged': nothingChanged,
  'failure.PLAN-06.next': 'アップグレードを取り消してから、システムにもう一度取得させてください。',
  'failure.PLAN-07.what':
    '{goal, select, once {このコンピューターには、{version} を一度だけ起動するよう指定できません。} other {このコンピューターには、{version} を起動するよう指定できません。}}',
  'failure.PLAN-07.unchanged': nothingChanged,
  'failure.PLAN-07.next':
    '{goal, select, once {次の起動時にメニューで選ぶか、完全にそのバージョンへ戻ってください。} other {次の起動時にメニューで選んでください。}}',
  'failure.PLAN-08.what': '{version} のシステムイメージが壊れています。',
  'failure.PLAN-08.unchanged': nothingChanged,
  'failure.PLAN-08.next': '別のバージョンを選んでください。',
  'failure.APPLY-01.what': 'コンピューターの状態が、計画を作ったときと変わっています：{subject}。',
  'failure.APPLY-01.unchanged': planChangedNothing,
  'failure.APPLY-01.next': '新しい計画を作り、内容を見てから進んでください。',
  'failure.APPLY-02.what': 'このコンピューターでは別の変更が行われています。',
  'failure.APPLY-02.unchanged': planChangedNothing,
  'failure.APPLY-02.next': '別の変更が終わるのを待ってから、もう一度調べてください。',
  'failure.APPLY-03.what': '手順の一つがうまくいきませんでした：{step}',
  'failure.APPLY-03.unchanged':
    'あなたのファイルには触れていません。その前の手順は済んでおり、コンピューターは起動できます。',
  'failure.APPLY-03.next': 'もう一度コンピューターを調べて、新しい計画を作ってください。',
  'failure.APPLY-04.what': '変更は終わる前に止められました。',
  'failure.APPLY-04.unchanged':
    'あなたのファイルには触れていません。済んだ手順はそのまま残り、コンピューターは起動できます。',
  'failure.APPLY-04.next': '新しい計画を作って完了させるか、そのままにしておいてください。',
  'failure.APPLY-05.what': 'システムイメージ {path} は壊れています。ルートハッシュと一致しません。',
  'failure.APPLY-05.unchanged':
    'このバージョンは選ばれていません。コンピューターはこれまでどおり起動します。',
  'failure.APPLY-05.next': '別のバージョンを選び、レポートを保存してください。',
  'failure.APPLY-06.what': '以前の変更が中断され、終わっていません。',
  'failure.APPLY-06.unchanged': 'この計画では何も変更していません。コンピューターは起動できます。',
  'failure.APPLY-06.next':
    '以前の変更を「lifeboat apply --resume」で完了させるか、「lifeboat undo」で取り消してください。',
  'failure.APPLY-07.what': '続きを行う中断された変更はありません。',
  'failure.APPLY-07.unchanged': nothingChanged,
  'failure.APPLY-07.next': 'コンピューターを調べて、新しい計画を作ってください。',
  'failure.REPORT-01.what': 'レポートを書き込めませんでした。',
  'failure.REPORT-01.unchanged': nothingChanged,
  'failure.REPORT-01.next': tryAgain,
  'failure.REBOOT-01.what': '再起動を始められませんでした。',
  'failure.REBOOT-01.unchanged': 'これまでに行ったことはそのまま残っています。',
  'failure.REBOOT-01.next': 'もう一度試すか、電源が切れるまで電源ボタンを押し続けてください。',
  'failure.JOB-01.what': 'コマンドが結果を返さずに終わりました。',
  'failure.JOB-01.unchanged': '何が行われたかは分かりません。コンピューターを調べても安全です。',
  'failure.JOB-01.next': '先に進む前に、もう一度コンピューターを調べてください。',
  'failure.READONLY-01.what': 'このウィンドウではコンピューターを見るだけです。',
  'failure.READONLY-01.unchanged': nothingChanged,
  'failure.READONLY-01.next': '変更するには、そのコンピューターで Lifeboat を起動してください。',

  'problem.counter-exhausted':
    '{count, plural, =0 {{version} は不良とされています。} other {{version} は # 回起動され、一度も最後まで起動しませんでした。不良とされています。}}',
  'problem.counter-spent':
    '{version} は {count, plural, other {# 回}}起動され、一度も最後まで起動しませんでした。',
  'problem.default-unproven':
    '次に起動するのは {version} ですが、最後まで起動したことがありません。{left, plural, other {あと # 回試されます。}}',
  'missing.boot-file': '起動ファイル {id}',
  'missing.root':
    '{why, select, absent {ルートファイルシステム（{id}）} unfinished {最後まで書き込まれていない {id} のルートファイルシステム} other {イメージと合わない {id} のルートファイルシステム}}',
  'missing.usr':
    '{why, select, absent {/usr のファイルシステム（{id}）} unfinished {最後まで書き込まれていない {id} の /usr のファイルシステム} other {イメージと合わない {id} の /usr のファイルシステム}}',
  'missing.root-verity':
    '{why, select, absent {ルートファイルシステムの検証データ（{id}）} unfinished {最後まで書き込まれていない {id} の、ルートファイルシステムの検証データ} other {イメージと合わない {id} の、ルートファイルシステムの検証データ}}',
  'missing.usr-verity':
    '{why, select, absent {/usr のファイルシステムの検証データ（{id}）} unfinished {最後まで書き込まれていない {id} の、/usr の検証データ} other {イメージと合わない {id} の、/usr の検証データ}}',
  'missing.whole-boot-file': '完全な起動ファイル',
  'missing.end': '{path} の終わりの部分',
  'missing.verity-data': '{path} の検証データ',
  'missing.system-image': 'そのシステムイメージ',
  'entry-problem.truncated': 'ファイルが途中で終わっています。',
  'entry-problem.not-a-uki': 'ファイルは、カーネルを含むプログラムではありません。',
  'entry-problem.no-kernel': 'ファイルの中にカーネルがありません。',
  'entry-problem.no-os-release': 'どのシステムを起動するのか、ファイルに書かれていません。',
  'entry-problem.no-program': '起動できるものが指定されていません。',
  'entry-problem.conflicting-keys': '起動するものが二つ以上指定されています：{what}。',
  'entry-problem.missing-program': '起動するものがありません：{what}。',
  'entry-problem.missing-file': '必要なファイルがありません：{what}。',
  'entry-problem.other-architecture': '別の種類のプロセッサー用です：{what}。',
  'problem.version-incomplete': '{version} は起動できません。{missing} がありません。',
  'problem.entry-unreadable': '起動ファイル {path} は壊れているか、不完全です。',
  'problem.extension-unfit': 'アドオン {name} は使われません。{why}',
  'problem.no-bootable-entry':
    '起動できると分かっているバージョンが、このコンピューターにはありません。',
  'problem.no-esp': 'このコンピューターの起動に使えるパーティションが見つかりませんでした。',
  'problem.esp-nearly-full':
    'このコンピューターの起動に使うパーティションの空きが残りわずかです（{freeMib} MiB）。',
  'problem.run-interrupted': '変更が終わる前に中断されました：{step}',
  'problem.upgrade-interrupted':
    '{version} へのアップグレードが中断されました。{step, select, extensions {今のところ、アドオンだけがあります。} image {システムイメージはありますが、起動ファイルがありません。} bootfile {起動ファイルが最後まで書き込まれていません。} staged {起動ファイルは完全ですが、まだ本来の場所にありません。} other {一部が足りません。}}',
  'problem.uki-truncated':
    '起動ファイル {path} が途中で終わっています。最後まで書き込まれていません。',
  'problem.extension-carries-os-release':
    'アドオン {name} は、システム自身の識別情報を持っています。そのため、アドオンは一つも使われません。',
  'problem.root-hash-mismatch':
    'システムイメージ {image} は壊れています。内容が、作られたときと違います。',
  'problem.esp-full': 'このコンピューターの起動に使うパーティションがいっぱいです。',
  'problem.esp-dirty':
    'このコンピューターの起動に使うパーティションは、前回、正しく閉じられませんでした。',
  'problem.gpt-damaged':
    '{good, select, backup {{device} のパーティション表は先頭が壊れています。ディスクの末尾にある控えは正常です。} primary {{device} のパーティション表の控えが壊れています。表そのものは正常です。} other {{device} のパーティション表は、控えも含めて壊れています。}}',
  'problem.luks-header-damaged':
    '{good, select, primary {{device} の鍵情報の二つ目の写しが壊れています。一つ目は正常です。} secondary {{device} の鍵情報の一つ目の写しが壊れています。二つ目は正常です。} other {{device} の鍵情報は、控えも含めて壊れています。}}',
  'problem.units-failed':
    '{count, plural, other {{version} の前回の起動で、次のものがうまく動きませんでした：{units}。}}',
  'problem.kernel-crashed': 'システムの中心部がエラーで停止しました：{line}',
  'problem.clock-wrong':
    '{direction, select, behind {このコンピューターの時計は間違っています。表示は {now} ですが、{latest} のものがあります。} other {このコンピューターの時計は間違っているかもしれません。表示は {now} ですが、{latest} より新しいものがありません。}}',
  'problem.battery-low': 'バッテリーが残りわずか（{percent} %）で、電源につながっていません。',
  'problem.system-not-judged':
    'このコンピューターには {system} があります。Lifeboat には見えますが、正常かどうかは判断できません。',
  'problem.not-visible':
    '{what} を調べられませんでした{why, select, rights {。Lifeboat には、ここで読み取る権限がありません。} tool {。必要なプログラムがここにありません。} other {。読み取れませんでした。}}',

  'diagnosis.never-finished':
    '{count, plural, =0 {{version} は不良とされています。} other {{version} は # 回起動され、一度も最後まで起動しませんでした。}}',
  'diagnosis.worked-before': '{version} は以前、正常に動きました。',
  'diagnosis.would-try-again':
    'このままでは、コンピューターはまた {version} を起動しようとします。',
  'diagnosis.fell-back': 'このコンピューターは、また {version} を起動しています。',
  'diagnosis.maybe-interrupted':
    '起動の途中で電源が切られたのなら、{version} には問題がないかもしれません。',
  'diagnosis.incomplete': '{version} は一部が足りないため、起動できません。',
  'diagnosis.not-yet-tried': '{version} は新しく、まだ起動されていません。',
  'diagnosis.starts-next': '次に起動するのは {version} です。',
  'diagnosis.chosen': '{version} が選ばれています。次回も、それ以降もこれが起動します。',
  'diagnosis.bad-is-kept': '{version} はディスクに残りますが、自動では起動しません。',
  'diagnosis.interrupted': '変更が終わる前に中断されました。完了させることができます。',
  'diagnosis.interrupted-lost': '変更が終わる前に中断され、完了できません。',
  'diagnosis.interrupted-upgrade': '{version} へのアップグレードが、終わる前に中断されました。',
  'diagnosis.starts-as-before': 'このコンピューターは、これまでどおり {version} を起動します。',
  'diagnosis.unit-failed':
    '{count, plural, other {前回、次のものがうまく動きませんでした：{units}。}}',
  'diagnosis.switched-off':
    '{version} の記録に失敗はありません。起動の途中で電源が切られたのかもしれません。',
  'diagnosis.image-damaged': '{version} のシステムイメージが壊れています。',
  'diagnosis.extension-unfit': 'アドオン {name} は {version} に合わないため、使われません。',
  'diagnosis.extension-built-for':
    'アドオン {name} は {wanted} 用に作られたため、{version} では使われません。',
  'diagnosis.extension-kept':
    '合うアドオン {kept} がこのコンピューターにありますが、使われていません。',
  'diagnosis.extension-blocks-all':
    'アドオン {name} は、システム自身の識別情報を持っています。そのため、アドオンは一つも使われません。',
  'diagnosis.esp-full':
    'このコンピューターの起動に使うパーティションがいっぱいで、新しいバージョンが入りません。',
  'diagnosis.foreign': 'このコンピューターで {systems} が見つかりました。',
  'diagnosis.foreign-not-judged': 'Lifeboat には見えますが、正常かどうかは判断できません。',
  'diagnosis.nothing-wrong': 'このコンピューターのバージョンに、問題は見つかりませんでした。',
  'diagnosis.all-bad': '最後まで起動したバージョンが、このコンピューターにはありません。',
  'diagnosis.nothing-found': 'Lifeboat の知っているシステムは見つかりませんでした。',
  'diagnosis.cannot-see': 'このコンピューターのすべてを調べることはできませんでした。',

  'recommend.rollback':
    '{version} に戻ります。以前、正常に動いたバージョンです。あなたのファイルはそのまま残ります。',
  'recommend.complete': '{version} への中断された変更を完了させます。',
  'recommend.try-again': '{version} をもう一度試します。必要なものはそろっています。',
  'recommend.finish-upgrade':
    '{version} へのアップグレードを完了させます。必要なものはそろっています。',
  'recommend.undo-upgrade':
    '{version} の未完了の部分を片づけます。アップグレードは後でもう一度できます。',
  'recommend.extension': 'アドオン {name} を整えます。合うものに戻すか、これを外します。',
  'recommend.extension-kept': '合うアドオン {kept} を使ってください。何も削除されません。',
  'recommend.undo-run': '中断された変更のうち、実行された部分を取り消します。',
  'recommend.complete-run': '中断された変更を完了させます。',
  'recommend.none.foreign':
    '何も変更していません。ディスクを見る、ターミナルを開く、レポートを保存する、のいずれかができます。',
  'recommend.none.make-room':
    '次の起動の前に直すものはありません。次のアップグレードの前にそのパーティションの空きを増やすか、レポートを保存して助けを求めてください。',
  'recommend.none.restart': 'ここで直すものはありません。再起動できます。',
  'recommend.none.no-good-version':
    '動くと分かっているバージョンがほかにないため、戻る先がありません。レポートを保存して、助けを求めてください。',
  'recommend.none.nothing-found':
    'システムのディスクがつながっているか確かめて、もう一度調べてください。',

  'plan.step.set-default': 'これからは {version} を起動する',
  'plan.step.mark-bad': '{version} を不良とし、自動では起動しないようにする',
  'plan.step.new-tries': '{version} をあと {count, plural, other {# 回}}試せるようにする',
  'plan.step.mark-good': '{version} を良好とし、起動し続けるようにする',
  'plan.step.set-once': '次回だけ {version} を起動する',
  'plan.step.verify': '{version} のシステムイメージが壊れていないか確かめる',
  'plan.step.place': '{file} を本来の場所に置く',
  'plan.step.aside': '{file} を {directory} に移す',
  'plan.step.bring-extension': '合うアドオン {name} を使う',
  'plan.step.drop-extension': 'どのバージョンにも合わないアドオン {name} を外す',
  'plan.step.take-back': '取り消す：{step}',
  'plan.warning.state-newer':
    'このコンピューターでは {newer} が動いていました。保存された内容が、{version} には分からない形かもしれません。',
  'plan.warning.interrupted':
    '以前の変更が中断されています。「lifeboat apply --resume」で完了させるか、「lifeboat undo」で取り消せます。',
  'plan.warning.space':
    'このコンピューターの起動に使うパーティションの空きが残りわずかです（{freeMib} MiB）。',
  'plan.warning.two-places':
    '{version} が起動するまで、新しいイメージは古いものと並べて置かれます。合わない方は飛ばされます。',
  'plan.warning.no-replacement':
    '合うバージョンがないため、{name} はもう一度インストールするまで使えません。',
  'plan.warning.moved-on': 'これはその後また変更されているため、そのままにします：{step}',
  'plan.warning.files-stay': 'あなたのファイルと設定はそのまま残ります。',
  'plan.warning.bad-is-kept': '{version} はディスクに残ります。何も削除しません。',
  'plan.warning.updates-wait':
    '{version} が選ばれたままになります。後のアップデートは、あなたが選ぶまで自動では起動しません。',
  'plan.warning.tpm':
    '次の起動時に、ディスク {device} が回復キーを求めるかもしれません。用意しておいてください。',
  'plan.warning.once': 'その前に一度だけ {entry} が起動します。そのように指定されているためです。',
  'plan.warning.target-unproven': '{version} が最後まで起動したことは、まだ確認されていません。',
  'plan.warning.only-good':
    '動くと分かっているバージョンは、このコンピューターでは {version} だけです。',

  'job.inspect.disks': 'ディスクを調べています',
  'job.inspect.verify': 'システムイメージ {name} を読み通しています',
  'job.inspect.boot': 'このコンピューターで起動できるものを調べています',
  'job.inspect.extensions': 'アドオンを調べています',
  'job.plan': '計画しています',
  'job.unlock.check': 'ディスクを確かめています',
  'job.unlock.open': 'ディスクのロックを解除しています',
  'job.lock': 'ディスクをロックしています',
  'job.apply.check': '計画の後で何も変わっていないか確かめています',
  'job.apply.record': 'これから行うことを記録しています',
  'job.apply.finish': 'すべて書き込まれたか確かめています',
  'job.report': 'レポートを集めています',
  'job.preferences': '設定を保存しています',
  'job.reboot': '再起動を求めています',

  'goal.met.rollback': 'することはありません。{version} はすでに選ばれています。',
  'goal.met.keep': 'することはありません。{version} は良好で、起動します。',
  'goal.met.finish-upgrade': 'することはありません。未完了のアップグレードはありません。',
  'goal.met.undo-upgrade': 'することはありません。未完了のアップグレードはありません。',
  'goal.met.extension': 'アドオンについて、することはありません。',
  'goal.met.once': 'することはありません。{version} はすでに次に起動します。',
  'goal.met.undo': 'することはありません。その変更は何も残っていません。',
  'apply.was-dirty':
    'このコンピューターの起動に使うパーティションは、正しく閉じられていませんでした。検査の結果：{result}',
  'unlock.not-tried': '短すぎたため、試しませんでした。',
  'unlock.state.looking-for-token': 'セキュリティトークンを探しています。',
  'unlock.state.insert-token': '{subject} のセキュリティトークンを差し込んでください。',
  'unlock.state.wrong-token':
    '{opens, select, none {{lacks, select, hmac {{token} はディスクの鍵を保存できません。{subject} のセキュリティトークンを差し込んでください。} other {{token} では {subject} を開けません。{subject} のセキュリティトークンを差し込んでください。}}} other {{token} は {opens} のもので、{subject} のものではありません。{subject} のセキュリティトークンを差し込んでください。}}',
  'unlock.state.token-needs-pin': 'セキュリティトークンが PIN を求めています。',
  'unlock.state.touch-now': '今、セキュリティトークンに触れてください。',
  'unlock.state.verify-on-token':
    'セキュリティトークンのセンサーに指を置いて、本人であることを示してください。',
  'unlock.state.pin-wrong': 'その PIN は正しくありませんでした。',
  'unlock.state.asking-tpm': 'このコンピューターのセキュリティチップに問い合わせています。',
  'unlock.state.tpm-needs-pin': 'セキュリティチップが PIN を求めています。',
  'unlock.state.passphrase': '{subject} のパスフレーズを入力してください。',
  'unlock.state.recovery-key': '{subject} の回復キーを入力してください。',
  'unlock.state.opening': '{subject} のロックを解除しています。',
  'unlock.state.pin-blocked-until-reinserted':
    'PIN が 3 回間違っていました。セキュリティトークンを抜いて、差し直してください。',
  'unlock.token.unnamed': 'このセキュリティトークン',
  'unlock.note.touch-again': '時間内にトークンに触れませんでした。もう一度待っています。',
  'unlock.note.token-lost': 'トークンが抜かれました。もう一度差し込んでください。',
  'unlock.note.token-busy':
    'トークンは、まだ前の操作で触れられるのを待っています。もう一度試しています。',
  'unlock.note.switched': '別の方法に切り替えました。',
  'unlock.note.token-back': 'トークンが差し込まれました。もう一度試しています。',
  'preferences.kept': '次回のために保存しました：{preferences}。',
  'preferences.none': 'このコンピューターに保存された設定はありません。',
  'reboot.done': 'コンピューターを再起動します。',

  'state.good': '良好',
  'state.indeterminate': '未確認',
  'state.bad': '不良',
  'state.incomplete': '不完全',
  'state.fits': '合う',
  'state.unfit': '合わない',
  'state.locked': 'ロック中',
  'state.open': '解除済み',
  'state.empty': '空',
  'state.partial': '書き込み途中',
  'state.pending': '書き込み済み、未インストール',
  'state.verified': '読み通して、変化なし',
  'state.mismatch': '破損',

  'extension.matches': '{name} は {host} に合います。',
  'extension.id-mismatch':
    '{name} は {wanted} 用です。このコンピューターは {host} なので、無視されます。',
  'extension.version-mismatch':
    '{name} は {wanted} 用です。このコンピューターは {host} なので、無視されます。',
  'extension.level-mismatch':
    '{name} はレベル {wanted} 用です。このコンピューターはレベル {host} なので、無視されます。',
  'extension.architecture-mismatch':
    '{name} は {wanted} プロセッサー用です。このコンピューターは {host} なので、無視されます。',
  'extension.scope-excluded':
    '{name} はほかの用途（{wanted}）のためのものなので、ここでは無視されます。',
  'extension.no-release-file': '{name} には何用かが書かれていないため、無視されます。',
  'extension.name-mismatch': '{name} は別のアドオンの名前を持っているため、無視されます。',
  'extension.carries-os-release':
    '{name} はシステム自身の識別情報を持っているため、アドオンはすべて拒否されます。',
  'extension.unreadable':
    '{name} を読み取れませんでした。壊れているか、ロックされているか、知らない種類です。',
  'extension.unsigned':
    '{name} には署名がありません。置かれている場所では署名のあるアドオンだけが使われるため、無視されます。',
  'extension.kept': '合う {name} が {path} にあります。',
  'extension.masked': '{name} は使われません。同じ名前の {by} が優先されます。',
};
