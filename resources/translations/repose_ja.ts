<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
  <context>
    <name>AboutDialog</name>
    <message>
      <source>About Repose</source>
      <translation>Repose について</translation>
    </message>
    <message>
      <source>Architecture</source>
      <translation>構造</translation>
    </message>
    <message>
      <source>Drag the skeleton on a photo, and the same person, in the same clothes, takes the new pose.</source>
      <translation>写真の骨格をドラッグすると、同じ人物が同じ服のまま新しいポーズをとります。</translation>
    </message>
    <message>
      <source>Everything runs on this computer. Photos are only read, and nothing is sent anywhere.</source>
      <translation>すべての処理はこのコンピューターの中で行われます。写真は読み取るだけで、どこにも送信しません。</translation>
    </message>
    <message>
      <source>File</source>
      <translation>ファイル</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>ライセンス</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>ライセンス</translation>
    </message>
    <message>
      <source>Repose</source>
      <translation>Repose</translation>
    </message>
    <message>
      <source>Repose and its weights are under the Apache License 2.0 and may be used commercially.</source>
      <translation>Repose とその重みは Apache License 2.0 で提供され、商用利用できます。</translation>
    </message>
    <message>
      <source>The weights {file} are missing or damaged.</source>
      <translation>重みファイル {file} がないか、壊れています。</translation>
    </message>
    <message>
      <source>Trained on</source>
      <translation>学習データ</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>バージョン</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>重み</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>&amp;100 %</source>
      <translation>100 %(&amp;1)</translation>
    </message>
    <message>
      <source>&amp;About Repose</source>
      <translation>Repose について(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Bend to the other side</source>
      <translation>逆側に曲げる(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Choose a person</source>
      <translation>人物を選ぶ(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Copy pose</source>
      <translation>ポーズをコピー(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Export photos in poses…</source>
      <translation>写真とポーズを書き出し(&amp;E)…</translation>
    </message>
    <message>
      <source>&amp;Fit</source>
      <translation>全体を表示(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Hidden joints</source>
      <translation>隠した関節(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Hide joints</source>
      <translation>関節を隠す(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Import pose…</source>
      <translation>ポーズを読み込む(&amp;I)…</translation>
    </message>
    <message>
      <source>&amp;Invented pixels</source>
      <translation>補われた部分(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Keep pose as variant</source>
      <translation>ポーズを候補に残す(&amp;K)</translation>
    </message>
    <message>
      <source>&amp;Keyboard shortcuts…</source>
      <translation>キーボードショートカット(&amp;K)…</translation>
    </message>
    <message>
      <source>&amp;Matte</source>
      <translation>切り抜き(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Mirror pose</source>
      <translation>ポーズを左右反転(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;New project</source>
      <translation>新規プロジェクト(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Next photo</source>
      <translation>次の写真(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Open photos…</source>
      <translation>写真を開く(&amp;O)…</translation>
    </message>
    <message>
      <source>&amp;Original</source>
      <translation>元の写真(&amp;O)</translation>
    </message>
    <message>
      <source>&amp;Paste photo or pose</source>
      <translation>写真またはポーズを貼り付け(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation>終了(&amp;Q)</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Remove photo</source>
      <translation>写真を外す(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Result</source>
      <translation>結果(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Save project</source>
      <translation>プロジェクトを保存(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Swap left and right</source>
      <translation>左右を入れ替える(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Touch up the matte</source>
      <translation>切り抜きを修正(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
      <source>Copy &amp;left to right</source>
      <translation>左を右へコピー(&amp;L)</translation>
    </message>
    <message>
      <source>Copy &amp;right to left</source>
      <translation>右を左へコピー(&amp;R)</translation>
    </message>
    <message>
      <source>E&amp;xport pose…</source>
      <translation>ポーズを書き出す(&amp;X)…</translation>
    </message>
    <message>
      <source>Enlarge</source>
      <translation>拡大する</translation>
    </message>
    <message>
      <source>Limb as foun&amp;d</source>
      <translation>手足の前後を自動に戻す(&amp;D)</translation>
    </message>
    <message>
      <source>Limb be&amp;hind</source>
      <translation>手足を後ろへ(&amp;H)</translation>
    </message>
    <message>
      <source>Limb in &amp;front</source>
      <translation>手足を手前へ(&amp;F)</translation>
    </message>
    <message>
      <source>Lo&amp;ck or unlock joints</source>
      <translation>関節を固定／固定解除(&amp;C)</translation>
    </message>
    <message>
      <source>Open pro&amp;ject…</source>
      <translation>プロジェクトを開く(&amp;J)…</translation>
    </message>
    <message>
      <source>Pre&amp;ferences…</source>
      <translation>環境設定(&amp;F)…</translation>
    </message>
    <message>
      <source>Pre&amp;vious photo</source>
      <translation>前の写真(&amp;V)</translation>
    </message>
    <message>
      <source>R&amp;estore joints</source>
      <translation>関節を戻す(&amp;E)</translation>
    </message>
    <message>
      <source>Reset &amp;joints</source>
      <translation>関節をリセット(&amp;J)</translation>
    </message>
    <message>
      <source>Reset &amp;pose</source>
      <translation>ポーズをリセット(&amp;P)</translation>
    </message>
    <message>
      <source>Reset the m&amp;atte</source>
      <translation>切り抜きを元に戻す(&amp;A)</translation>
    </message>
    <message>
      <source>Reset whole li&amp;mb</source>
      <translation>手足全体をリセット(&amp;M)</translation>
    </message>
    <message>
      <source>S&amp;keleton</source>
      <translation>骨格(&amp;K)</translation>
    </message>
    <message>
      <source>S&amp;plit</source>
      <translation>分割(&amp;P)</translation>
    </message>
    <message>
      <source>Save pi&amp;cture…</source>
      <translation>画像を保存(&amp;C)…</translation>
    </message>
    <message>
      <source>Save project &amp;as…</source>
      <translation>プロジェクトに名前を付けて保存(&amp;A)…</translation>
    </message>
    <message>
      <source>Select &amp;all joints</source>
      <translation>すべての関節を選択(&amp;A)</translation>
    </message>
    <message>
      <source>Select &amp;next joint</source>
      <translation>次の関節を選択(&amp;N)</translation>
    </message>
    <message>
      <source>Select &amp;other side</source>
      <translation>反対側を選択(&amp;O)</translation>
    </message>
    <message>
      <source>Select pre&amp;vious joint</source>
      <translation>前の関節を選択(&amp;V)</translation>
    </message>
    <message>
      <source>Select whole &amp;limb</source>
      <translation>腕・脚全体を選択(&amp;L)</translation>
    </message>
    <message>
      <source>Shrink</source>
      <translation>縮小する</translation>
    </message>
    <message>
      <source>Side by &amp;side</source>
      <translation>並べて表示(&amp;S)</translation>
    </message>
    <message>
      <source>This photo's &amp;own person</source>
      <translation>この写真の人物(&amp;O)</translation>
    </message>
    <message>
      <source>Turn against the clock</source>
      <translation>反時計回りに回す</translation>
    </message>
    <message>
      <source>Turn with the clock</source>
      <translation>時計回りに回す</translation>
    </message>
    <message>
      <source>Zoom &amp;in</source>
      <translation>拡大表示(&amp;I)</translation>
    </message>
    <message>
      <source>Zoom o&amp;ut</source>
      <translation>縮小表示(&amp;U)</translation>
    </message>
  </context>
  <context>
    <name>Background</name>
    <message>
      <source>There is not enough memory for this. Close other programs or photos first.</source>
      <translation>メモリーが足りません。ほかのプログラムや写真を閉じてからやり直してください。</translation>
    </message>
    <message>
      <source>This failed through a fault in Repose; nothing is lost. The log says more.</source>
      <translation>Repose の不具合により失敗しました。失われたものはありません。詳しくはログをご覧ください。</translation>
    </message>
  </context>
  <context>
    <name>BodyPart</name>
    <message>
      <source>head</source>
      <translation>頭</translation>
    </message>
    <message>
      <source>left foot</source>
      <translation>左足</translation>
    </message>
    <message>
      <source>left hand</source>
      <translation>左手</translation>
    </message>
    <message>
      <source>right foot</source>
      <translation>右足</translation>
    </message>
    <message>
      <source>right hand</source>
      <translation>右手</translation>
    </message>
  </context>
  <context>
    <name>Canvas</name>
    <message>
      <source>Canvas</source>
      <translation>キャンバス</translation>
    </message>
  </context>
  <context>
    <name>CanvasPointer</name>
    <message>
      <source>Bend to the other side</source>
      <translation>逆側に曲げる</translation>
    </message>
    <message>
      <source>Lean</source>
      <translation>体を傾ける</translation>
    </message>
    <message>
      <source>Move the body</source>
      <translation>体を動かす</translation>
    </message>
    <message>
      <source>Move the {joint}</source>
      <translation>{joint}を動かす</translation>
    </message>
    <message>
      <source>Nudge</source>
      <translation>少し動かす</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>回す</translation>
    </message>
  </context>
  <context>
    <name>CanvasView</name>
    <message>
      <source>Original</source>
      <translation>元の写真</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>結果</translation>
    </message>
  </context>
  <context>
    <name>Docks</name>
    <message>
      <source>Joints</source>
      <translation>関節</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>候補ポーズ</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>パネル</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
  </context>
  <context>
    <name>Donors</name>
    <message>
      <source>Draw the person of {name}</source>
      <translation>{name} の人物を描く</translation>
    </message>
    <message>
      <source>Draw this photo's own person</source>
      <translation>この写真の人物を描く</translation>
    </message>
    <message>
      <source>Pose from {name}</source>
      <translation>{name} のポーズ</translation>
    </message>
    <message>
      <source>The person in that photo has not been found yet. Wait a moment and try again.</source>
      <translation>その写真の人物はまだ検出されていません。少し待ってから、もう一度お試しください。</translation>
    </message>
  </context>
  <context>
    <name>Engine</name>
    <message>
      <source>A name template has 1 to {limit} letters, such as {example}.</source>
      <translation>ファイル名の書式は 1～{limit} 文字です。例：{example}</translation>
    </message>
    <message>
      <source>A person in this file has a joint that is no usable number. Correct the file.</source>
      <translation>このファイルの人物に、数値として使えない関節があります。ファイルを直してください。</translation>
    </message>
    <message>
      <source>A person in this file has {count} numbers in pose_keypoints_2d; 54 (18 joints) or 75 (25 joints) are needed.</source>
      <translation>このファイルの人物の pose_keypoints_2d は数値が {count} 個です。54 個（18 関節）または 75 個（25 関節）必要です。</translation>
    </message>
    <message>
      <source>A picture would be called {name}, which the batch needs. Change the name template.</source>
      <translation>画像の名前が {name} になりますが、これは書き出しの記録に使う名前です。ファイル名の書式を変えてください。</translation>
    </message>
    <message>
      <source>A pose cannot be scaled by {factor}; choose a number above 0.</source>
      <translation>ポーズの倍率に {factor} は使えません。0 より大きい数を選んでください。</translation>
    </message>
    <message>
      <source>Another batch is writing into {folder}. Wait for it or choose another folder.</source>
      <translation>別の書き出しが {folder} に書き込んでいます。終わるのを待つか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>Both hips are missing, so the {joint} cannot turn about it. Place it first.</source>
      <translation>左右の腰がないため、{joint}を回せません。先に腰を置いてください。</translation>
    </message>
    <message>
      <source>Choose a certificate and a key for Content Credentials, or switch them off.</source>
      <translation>コンテンツ認証情報に使う証明書と鍵を選ぶか、署名をオフにしてください。</translation>
    </message>
    <message>
      <source>Content Credentials need the package c2pa-python, which is not installed. Install it, or switch them off.</source>
      <translation>コンテンツ認証情報には c2pa-python パッケージが必要ですが、入っていません。インストールするか、署名をオフにしてください。</translation>
    </message>
    <message>
      <source>Copying a side needs the neck and a hip for the body's middle line. Place them first.</source>
      <translation>片側をコピーするには、体の中心線を決める首と腰が必要です。先に置いてください。</translation>
    </message>
    <message>
      <source>JPEG cannot be transparent. Choose PNG, WebP or TIFF, or a background colour.</source>
      <translation>JPEG は透明にできません。PNG、WebP、TIFF を選ぶか、背景色を指定してください。</translation>
    </message>
    <message>
      <source>No font on this computer has all letters of the mark “{text}”. Choose other words.</source>
      <translation>マーク「{text}」のすべての文字を含むフォントがこのコンピューターにありません。別の文字にしてください。</translation>
    </message>
    <message>
      <source>No person was found in this photo; choose one that shows a person from head to hips or more.</source>
      <translation>この写真には人物が見つかりませんでした。頭から腰より下まで写っている写真を選んでください。</translation>
    </message>
    <message>
      <source>No person was found where you clicked; click on the middle of the body.</source>
      <translation>クリックした場所に人物が見つかりませんでした。体の中心をクリックしてください。</translation>
    </message>
    <message>
      <source>No pose could be read; {note}</source>
      <translation>ポーズを読み込めませんでした。{note}</translation>
    </message>
    <message>
      <source>Nothing may be written into {folder}. Choose a folder of your own.</source>
      <translation>{folder} には書き込めません。ご自分のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>Only PNG and TIFF hold 16 bits a channel. Choose one of them, or 8 bits.</source>
      <translation>1 チャンネル 16 ビットに対応するのは PNG と TIFF だけです。どちらかを選ぶか、8 ビットにしてください。</translation>
    </message>
    <message>
      <source>Only wrists and ankles can reach; the {joint} cannot.</source>
      <translation>引き寄せられるのは手首と足首だけです。{joint}にはできません。</translation>
    </message>
    <message>
      <source>The batch stopped through a fault in Repose; resume it, and report the log if it comes back.</source>
      <translation>Repose の不具合で書き出しが止まりました。再開し、繰り返すようならログを報告してください。</translation>
    </message>
    <message>
      <source>The certificate or key for Content Credentials cannot be used ({reason}). Choose others.</source>
      <translation>コンテンツ認証情報の証明書または鍵を使えません({reason})。別のものを選んでください。</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be reached. Choose another.</source>
      <translation>フォルダー {folder} にアクセスできません。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be read ({reason}). Is it still there?</source>
      <translation>フォルダー {folder} を読み込めません（{reason}）。まだ存在しますか。</translation>
    </message>
    <message>
      <source>The folder {folder} could not be made ({reason}). Choose another.</source>
      <translation>フォルダー {folder} を作成できませんでした（{reason}）。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>The folder {folder} does not exist. Create it or choose another.</source>
      <translation>フォルダー {folder} がありません。作成するか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>The header of {name} is not readable by this version; update the program.</source>
      <translation>{name} のヘッダーはこのバージョンでは読めません。プログラムを更新してください。</translation>
    </message>
    <message>
      <source>The margins leave no room for the picture. Make them smaller.</source>
      <translation>余白が大きすぎて画像が入りません。余白を小さくしてください。</translation>
    </message>
    <message>
      <source>The matting network {name} is damaged; put back a fresh copy.</source>
      <translation>切り抜きの {name} が壊れています。入れ直してください。</translation>
    </message>
    <message>
      <source>The matting network {name} is missing; put it back into weights.</source>
      <translation>切り抜きの {name} がありません。weights フォルダーに戻してください。</translation>
    </message>
    <message>
      <source>The name template cannot write {token}. {advice}</source>
      <translation>ファイル名の書式では {token} を書けません。{advice}</translation>
    </message>
    <message>
      <source>The name template has no token {token}. There are {known}.</source>
      <translation>ファイル名の書式に {token} という記号はありません。使えるのは {known} です。</translation>
    </message>
    <message>
      <source>The name template holds “{letters}”, which no file name may hold. Use - or _ instead.</source>
      <translation>ファイル名の書式にある「{letters}」はファイル名に使えません。- か _ を使ってください。</translation>
    </message>
    <message>
      <source>The name template “{text}” has a brace without its partner. Write tokens as {photo}, and a brace itself twice.</source>
      <translation>ファイル名の書式「{text}」の波かっこが対になっていません。記号は {photo} のように書き、波かっこ自体は二つ重ねてください。</translation>
    </message>
    <message>
      <source>The name {shown} is damaged (not UTF-8) and cannot be kept in a plan. Rename the file.</source>
      <translation>名前 {shown} は壊れている（UTF-8 ではない）ため、計画に保存できません。ファイル名を変更してください。</translation>
    </message>
    <message>
      <source>The person of {name} was changed in a window. Open the project there and export again.</source>
      <translation>{name} の人物はウィンドウで変更されています。そのプロジェクトを開いて、もう一度書き出してください。</translation>
    </message>
    <message>
      <source>The picture could not be signed ({reason}). Check the certificate and key, or switch Content Credentials off.</source>
      <translation>画像に署名できませんでした({reason})。証明書と鍵を確かめるか、署名をオフにしてください。</translation>
    </message>
    <message>
      <source>The pose file {path} could not be opened: {reason}.</source>
      <translation>ポーズファイル {path} を開けませんでした（{reason}）。</translation>
    </message>
    <message>
      <source>The pose file {path} is not text. Choose an OpenPose JSON file.</source>
      <translation>ポーズファイル {path} はテキストではありません。OpenPose JSON ファイルを選んでください。</translation>
    </message>
    <message>
      <source>The pose file {path} is over {limit} MB. Choose a smaller one.</source>
      <translation>ポーズファイル {path} は {limit} MB を超えています。小さいファイルを選んでください。</translation>
    </message>
    <message>
      <source>The pose network {name} is damaged; put a fresh copy into weights.</source>
      <translation>姿勢検出の {name} が壊れています。weights フォルダーに入れ直してください。</translation>
    </message>
    <message>
      <source>The pose network {name} is missing; put it back into the weights folder.</source>
      <translation>姿勢検出の {name} がありません。weights フォルダーに戻してください。</translation>
    </message>
    <message>
      <source>The pose {name} lies outside the photo. Let the pose be fitted to the person instead.</source>
      <translation>ポーズ {name} は写真の外にあります。人物に合わせる設定にしてください。</translation>
    </message>
    <message>
      <source>The recipe in this picture is damaged; the picture is opened as a photo.</source>
      <translation>この画像に記録された作成情報は壊れています。画像は写真として開きます。</translation>
    </message>
    <message>
      <source>The recipe in this picture is too large to be one of Repose.</source>
      <translation>この画像に記録された作成情報は大きすぎ、Repose のものではありません。</translation>
    </message>
    <message>
      <source>The recipe in this picture was written by a newer Repose. Update Repose to use it.</source>
      <translation>この画像の作成情報は新しい Repose で書かれています。使うには Repose を更新してください。</translation>
    </message>
    <message>
      <source>The weights {name} are missing; put the file into {folder} or reinstall.</source>
      <translation>重みファイル {name} がありません。{folder} に置くか、再インストールしてください。</translation>
    </message>
    <message>
      <source>The {parent} is missing, so the {joint} cannot turn about it. Place it first.</source>
      <translation>{parent}がないため、{joint}を回せません。先に{parent}を置いてください。</translation>
    </message>
    <message>
      <source>There are no people in this JSON, so it is no OpenPose pose. Choose another file.</source>
      <translation>この JSON には人物がなく、OpenPose のポーズではありません。別のファイルを選んでください。</translation>
    </message>
    <message>
      <source>There are no people in this pose file. Choose another.</source>
      <translation>このポーズファイルには人物がいません。別のファイルを選んでください。</translation>
    </message>
    <message>
      <source>There is no device called {name}; choose auto, cpu, cuda or mps.</source>
      <translation>{name} という処理装置はありません。auto、cpu、cuda、mps から選んでください。</translation>
    </message>
    <message>
      <source>There is no file {path}. Check its name or choose another photo.</source>
      <translation>ファイル {path} がありません。名前を確認するか、別の写真を選んでください。</translation>
    </message>
    <message>
      <source>There is no person {index} in {path}; it has {count}, counted from 0.</source>
      <translation>{path} に {index} 番の人物はいません。人数は {count} で、0 から数えます。</translation>
    </message>
    <message>
      <source>There is no pose file in the folder {place}. Choose another.</source>
      <translation>フォルダー {place} にポーズのファイルがありません。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>There is no room for {name} in {folder}. Free some space first.</source>
      <translation>{folder} に {name} を書き込む空きがありません。先に空き容量を増やしてください。</translation>
    </message>
    <message>
      <source>There is no room left in {folder}. Free some space first.</source>
      <translation>{folder} に空きがありません。先に空き容量を増やしてください。</translation>
    </message>
    <message>
      <source>There is no {what} in the folder {place}. Choose another.</source>
      <translation>フォルダー {place} には {what} がありません。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>There is not enough memory for this; close other programs or choose a smaller size.</source>
      <translation>メモリーが足りません。ほかのプログラムを閉じるか、小さいサイズを選んでください。</translation>
    </message>
    <message>
      <source>There is not enough memory to open {name}. Scale it down first.</source>
      <translation>{name} を開くにはメモリーが足りません。先に縮小してください。</translation>
    </message>
    <message>
      <source>There is nothing to make: the plan has no cell that is on. Add photos and poses.</source>
      <translation>作成する画像がありません。写真とポーズを追加してください。</translation>
    </message>
    <message>
      <source>These two poses share neither hips nor a neck to hold them by. Place the neck.</source>
      <translation>2つのポーズに共通する腰も首もなく、位置を合わせられません。首を置いてください。</translation>
    </message>
    <message>
      <source>This computer has no {name} device that torch can use; choose auto or cpu.</source>
      <translation>このコンピューターには torch で使える {name} がありません。auto または cpu を選んでください。</translation>
    </message>
    <message>
      <source>This failed through a fault in Repose; try again, and report the log if it comes back.</source>
      <translation>Repose の不具合により失敗しました。もう一度試し、繰り返す場合はログを添えて報告してください。</translation>
    </message>
    <message>
      <source>This file holds {people} people; the limit is {limit}. Split it first.</source>
      <translation>このファイルには {people} 人分のポーズがあり、上限の {limit} 人を超えています。先に分割してください。</translation>
    </message>
    <message>
      <source>This is not JSON, so it holds no pose. Choose an OpenPose JSON file.</source>
      <translation>JSON ではないため、ポーズを読み取れません。OpenPose JSON ファイルを選んでください。</translation>
    </message>
    <message>
      <source>This photo holds 32-bit or LAB colours. Save it as RGB with 8 or 16 bits first.</source>
      <translation>この写真は 32 ビットまたは LAB カラーです。先に 8 または 16 ビットの RGB で保存してください。</translation>
    </message>
    <message>
      <source>This photo is {size} megapixels; the limit is {limit}. Scale it down first.</source>
      <translation>この写真は {size} メガピクセルで、上限の {limit} を超えています。先に縮小してください。</translation>
    </message>
    <message>
      <source>This photo is {width} x {height} pixels; each side needs at least {least}. Choose a larger one.</source>
      <translation>この写真は {width} x {height} ピクセルです。各辺に {least} ピクセル以上必要です。大きい写真を選んでください。</translation>
    </message>
    <message>
      <source>This picture failed through a fault in Repose; try again, and report the log if it comes back.</source>
      <translation>Repose の不具合でこの画像を作成できませんでした。もう一度試し、繰り返すようならログを報告してください。</translation>
    </message>
    <message>
      <source>This pose has no joints. Place at least one first.</source>
      <translation>このポーズには関節がありません。先に1つ以上置いてください。</translation>
    </message>
    <message>
      <source>This pose is given in shares of a canvas whose size the file does not say. Add canvas_width and canvas_height to it.</source>
      <translation>このポーズは比率で書かれていますが、キャンバスの大きさがありません。canvas_width と canvas_height を加えてください。</translation>
    </message>
    <message>
      <source>This pose is over {limit} MB of text. Choose a smaller one.</source>
      <translation>このポーズは {limit} MB を超えるテキストです。小さいものを選んでください。</translation>
    </message>
    <message>
      <source>Too few joints to tell the size of the head: place the neck and the nose or an ear.</source>
      <translation>関節が足りず、頭の大きさがわかりません。首と、鼻または耳を置いてください。</translation>
    </message>
    <message>
      <source>Too few joints to tell this person's size. Place a shoulder and its elbow.</source>
      <translation>関節が足りず、人物の大きさがわかりません。肩と同じ側のひじを置いてください。</translation>
    </message>
    <message>
      <source>{count} pictures would be called {name}, and {more} more names are taken twice. Add {photo}, {pose} or {index} to the name template.</source>
      <translation>{count} 枚の画像が同じ名前 {name} になり、ほかにも {more} 個の名前が重なります。ファイル名の書式に {photo}、{pose}、{index} のいずれかを加えてください。</translation>
    </message>
    <message>
      <source>{count} pictures would be called {name}. Add {photo}, {pose} or {index} to the name template.</source>
      <translation>{count} 枚の画像が同じ名前 {name} になります。ファイル名の書式に {photo}、{pose}、{index} のいずれかを加えてください。</translation>
    </message>
    <message>
      <source>{file} is left out: {reason}</source>
      <translation>{file} は除外しました：{reason}</translation>
    </message>
    <message>
      <source>{name} asks for a network this version cannot run; update the program.</source>
      <translation>{name} はこのバージョンでは実行できません。プログラムを更新してください。</translation>
    </message>
    <message>
      <source>{name} could not be read ({reason}). Check the disk or the name.</source>
      <translation>{name} を読み取れませんでした（{reason}）。ディスクまたは名前を確認してください。</translation>
    </message>
    <message>
      <source>{name} describes a network too large to run; choose other weights.</source>
      <translation>{name} のネットワークは大きすぎて実行できません。別の重みを選んでください。</translation>
    </message>
    <message>
      <source>{name} does not fit its own description; fetch the file again.</source>
      <translation>{name} の内容が説明と一致しません。ファイルを入手し直してください。</translation>
    </message>
    <message>
      <source>{name} holds at most {limit} pixels a side, and the picture has {found}. Choose a smaller size, or PNG or TIFF.</source>
      <translation>{name} の一辺は最大 {limit} ピクセルですが、画像は {found} ピクセルあります。サイズを小さくするか、PNG か TIFF を選んでください。</translation>
    </message>
    <message>
      <source>{name} holds {found}, not {wanted}; choose weights made for this program.</source>
      <translation>{name} の内容は {found} で、{wanted} ではありません。このプログラム用の重みを選んでください。</translation>
    </message>
    <message>
      <source>{name} in {folder} is what this batch reads, and originals are kept. Choose another folder or other names.</source>
      <translation>{folder} の {name} はこの書き出しの元ファイルなので上書きしません。別のフォルダーか別の名前を選んでください。</translation>
    </message>
    <message>
      <source>{name} is a HEIC photo, which cannot be read here. Export it as JPEG.</source>
      <translation>{name} は HEIC 形式のため読み取れません。JPEG で書き出してください。</translation>
    </message>
    <message>
      <source>{name} is a folder. Choose a photo inside it.</source>
      <translation>{name} はフォルダーです。中の写真を選んでください。</translation>
    </message>
    <message>
      <source>{name} is damaged or incomplete. Copy or export it again.</source>
      <translation>{name} は壊れているか、不完全です。コピーまたは書き出しをやり直してください。</translation>
    </message>
    <message>
      <source>{name} is damaged or not a safetensors file; fetch it again.</source>
      <translation>{name} は壊れているか、safetensors ファイルではありません。入手し直してください。</translation>
    </message>
    <message>
      <source>{name} is empty. Export or download it again.</source>
      <translation>{name} は空のファイルです。書き出しまたはダウンロードをやり直してください。</translation>
    </message>
    <message>
      <source>{name} is for a canvas of {width} x {height} pixels, and the photo is of another shape ({photo_width} x {photo_height}). Let the pose be fitted to the person instead.</source>
      <translation>{name} は {width} × {height} ピクセルのキャンバス用ですが、写真の形が異なります（{photo_width} × {photo_height}）。人物に合わせる設定にしてください。</translation>
    </message>
    <message>
      <source>{name} is larger than {limit} MB; it cannot be weights of ours.</source>
      <translation>{name} は {limit} MB を超えているため、Repose の重みではありません。</translation>
    </message>
    <message>
      <source>{name} is no PEM file. Choose a certificate and a key in PEM form.</source>
      <translation>{name} は PEM ファイルではありません。PEM 形式の証明書と鍵を選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a photo file or is larger than 2 GiB. Choose another file.</source>
      <translation>{name} は写真ではないか、2 GiB を超えています。別のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a photo of a known kind. Use JPEG, PNG, WebP, TIFF or BMP.</source>
      <translation>{name} は対応している写真の形式ではありません。JPEG、PNG、WebP、TIFF、BMP を使ってください。</translation>
    </message>
    <message>
      <source>{name} is what this batch reads, and originals are kept. Choose other names.</source>
      <translation>{name} はこの書き出しの元ファイルなので上書きしません。別の名前にしてください。</translation>
    </message>
    <message>
      <source>{name} may not be read. Check the file's permissions.</source>
      <translation>{name} を読み取る権限がありません。アクセス権を確認してください。</translation>
    </message>
    <message>
      <source>{path} could not be read ({reason}). Check its permissions.</source>
      <translation>{path} を読み込めませんでした（{reason}）。アクセス権を確認してください。</translation>
    </message>
    <message>
      <source>{path} could not be written ({reason}). Choose another folder.</source>
      <translation>{path} に書き込めませんでした（{reason}）。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} could not be written ({reason}). Choose another name or folder.</source>
      <translation>{path} に書き込めませんでした（{reason}）。別の名前かフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} exists already. Choose another name or allow it to be replaced.</source>
      <translation>{path} はすでに存在します。別の名前にするか、置き換えを許可してください。</translation>
    </message>
    <message>
      <source>{path} for Content Credentials could not be opened: {reason}.</source>
      <translation>コンテンツ認証情報に使う {path} を開けませんでした: {reason}。</translation>
    </message>
    <message>
      <source>{path} is a file, so no folder can be there. Choose another name.</source>
      <translation>{path} はファイルなので、フォルダーを作れません。別の名前にしてください。</translation>
    </message>
    <message>
      <source>{path} is not a file that can be replaced. Choose another name.</source>
      <translation>{path} は置き換えられるファイルではありません。別の名前にしてください。</translation>
    </message>
    <message>
      <source>{path} is not a plain file. Move it away or choose another folder.</source>
      <translation>{path} は通常のファイルではありません。移動するか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} is too large to be the record of a batch. Choose another folder.</source>
      <translation>{path} は書き出しの記録としては大きすぎます。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} may not be written. Choose a folder of your own.</source>
      <translation>{path} には書き込めません。ご自分のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{place} could not be opened ({reason}). Check its permissions.</source>
      <translation>{place} を開けませんでした（{reason}）。アクセス権を確認してください。</translation>
    </message>
  </context>
  <context>
    <name>Explainer</name>
    <message>
      <source>As in the photo</source>
      <translation>写真のまま</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>Invented</source>
      <translation>補われた部分</translation>
    </message>
    <message>
      <source>Taken from the photo</source>
      <translation>写真から取得</translation>
    </message>
  </context>
  <context>
    <name>Export</name>
    <message>
      <source> dpi</source>
      <translation> dpi</translation>
    </message>
    <message>
      <source> px</source>
      <translation> px</translation>
    </message>
    <message>
      <source>&amp;Add poses</source>
      <translation>ポーズを追加(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Back to the plan</source>
      <translation>計画に戻る(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Choose…</source>
      <translation>選択(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Export</source>
      <translation>書き出す(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>続ける(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;None</source>
      <translation>すべて外す(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Remove poses</source>
      <translation>ポーズを外す(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Resume</source>
      <translation>再開(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>停止(&amp;S)</translation>
    </message>
    <message>
      <source>A&amp;ll</source>
      <translation>すべて選ぶ(&amp;L)</translation>
    </message>
    <message>
      <source>AI-edited</source>
      <translation>AI 加工</translation>
    </message>
    <message>
      <source>All of these</source>
      <translation>このフォルダーのすべて</translation>
    </message>
    <message>
      <source>Also write</source>
      <translation>同時に作成</translation>
    </message>
    <message>
      <source>As placed on their own canvas</source>
      <translation>元のキャンバス上の位置のまま</translation>
    </message>
    <message>
      <source>As the photo (PNG)</source>
      <translation>写真のまま（PNG）</translation>
    </message>
    <message>
      <source>As usual</source>
      <translation>全体の設定に従う</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>Bottom left</source>
      <translation>左下</translation>
    </message>
    <message>
      <source>Bottom right</source>
      <translation>右下</translation>
    </message>
    <message>
      <source>Catalogue: white square, 2000 px</source>
      <translation>カタログ：白い正方形、2000 px</translation>
    </message>
    <message>
      <source>Certificate chain (PEM)</source>
      <translation>証明書チェーン (PEM)</translation>
    </message>
    <message>
      <source>Certificate…</source>
      <translation>証明書…</translation>
    </message>
    <message>
      <source>Checking what is there</source>
      <translation>既存のファイルを確認中</translation>
    </message>
    <message>
      <source>Click to switch the whole column.</source>
      <translation>クリックすると列全体を切り替えます。</translation>
    </message>
    <message>
      <source>Click to switch the whole row.</source>
      <translation>クリックすると行全体を切り替えます。</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Colour of background and margins</source>
      <translation>背景と余白の色</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>色</translation>
    </message>
    <message>
      <source>Contact sheet</source>
      <translation>コンタクトシート</translation>
    </message>
    <message>
      <source>Converted to sRGB</source>
      <translation>sRGB に変換</translation>
    </message>
    <message>
      <source>Corner of the mark</source>
      <translation>表示マークの位置</translation>
    </message>
    <message>
      <source>Cut out (transparent PNG)</source>
      <translation>切り抜き（透明 PNG）</translation>
    </message>
    <message>
      <source>Done.</source>
      <translation>完了しました。</translation>
    </message>
    <message>
      <source>Enlarge smaller photos</source>
      <translation>小さい写真を拡大する</translation>
    </message>
    <message>
      <source>Exactly, cropped</source>
      <translation>指定サイズ（切り取り）</translation>
    </message>
    <message>
      <source>Exactly, padded</source>
      <translation>指定サイズ（余白を追加）</translation>
    </message>
    <message>
      <source>Export pictures</source>
      <translation>画像の書き出し</translation>
    </message>
    <message>
      <source>Failed or cut off:</source>
      <translation>失敗した画像、端で切れた画像：</translation>
    </message>
    <message>
      <source>Finding the person</source>
      <translation>人物を検出中</translation>
    </message>
    <message>
      <source>Fitted to each person</source>
      <translation>人物ごとの体型に合わせる</translation>
    </message>
    <message>
      <source>Fitted to each person, feet on the ground</source>
      <translation>人物ごとの体型に合わせ、足を地面に置く</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>フォルダー</translation>
    </message>
    <message>
      <source>Folder for the pictures</source>
      <translation>画像の保存先フォルダー</translation>
    </message>
    <message>
      <source>Folder of OpenPose JSON files</source>
      <translation>OpenPose JSON ファイルのフォルダー</translation>
    </message>
    <message>
      <source>For example</source>
      <translation>例</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>形式</translation>
    </message>
    <message>
      <source>From a folder of pose files…</source>
      <translation>ポーズファイルのフォルダーから…</translation>
    </message>
    <message>
      <source>From the library</source>
      <translation>ライブラリから</translation>
    </message>
    <message>
      <source>Height, pixels</source>
      <translation>高さ（ピクセル）</translation>
    </message>
    <message>
      <source>Keep camera data and authorship</source>
      <translation>カメラ情報と著作者情報を残す</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>保存したポーズ</translation>
    </message>
    <message>
      <source>Key…</source>
      <translation>鍵…</translation>
    </message>
    <message>
      <source>Kind of contact sheet</source>
      <translation>コンタクトシートの種類</translation>
    </message>
    <message>
      <source>Kind of signature</source>
      <translation>署名の種類</translation>
    </message>
    <message>
      <source>Left out, as they could not be opened or show nobody: {names}.</source>
      <translation>開けなかった、または人物が写っていないため、次の写真は含まれていません：{names}</translation>
    </message>
    <message>
      <source>Longer edge</source>
      <translation>長辺</translation>
    </message>
    <message>
      <source>Margins</source>
      <translation>余白</translation>
    </message>
    <message>
      <source>My poses</source>
      <translation>マイポーズ</translation>
    </message>
    <message>
      <source>Name taken</source>
      <translation>同名のファイル</translation>
    </message>
    <message>
      <source>Names</source>
      <translation>ファイル名</translation>
    </message>
    <message>
      <source>Needs a certificate of your own. Nothing is sent anywhere.</source>
      <translation>ご自分の証明書が必要です。どこにも送信しません。</translation>
    </message>
    <message>
      <source>Not made, and why:</source>
      <translation>作成できなかった画像とその理由：</translation>
    </message>
    <message>
      <source>One colour</source>
      <translation>単色</translation>
    </message>
    <message>
      <source>Open f&amp;older</source>
      <translation>フォルダーを開く(&amp;O)</translation>
    </message>
    <message>
      <source>Overwrite the file</source>
      <translation>上書きする</translation>
    </message>
    <message>
      <source>Own settings</source>
      <translation>カスタム設定</translation>
    </message>
    <message>
      <source>PDF pages</source>
      <translation>PDF(複数ページ)</translation>
    </message>
    <message>
      <source>PNG, 16 bits</source>
      <translation>PNG（16 ビット）</translation>
    </message>
    <message>
      <source>Photos and poses</source>
      <translation>写真とポーズ</translation>
    </message>
    <message>
      <source>Photos whose person is still being found are left out: {count}. Open the export again later.</source>
      <translation>人物を検出中の写真 {count} 枚は含まれていません。あとでもう一度この画面を開いてください。</translation>
    </message>
    <message>
      <source>Pictures that failed</source>
      <translation>失敗した画像</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Poses being edited</source>
      <translation>編集中のポーズ</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Print: 16-bit TIFF, 300 dpi</source>
      <translation>印刷：16 ビット TIFF、300 dpi</translation>
    </message>
    <message>
      <source>Private key (PEM)</source>
      <translation>秘密鍵 (PEM)</translation>
    </message>
    <message>
      <source>Progress of the whole</source>
      <translation>全体の進み具合</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>画質</translation>
    </message>
    <message>
      <source>Re&amp;sume the batch in this folder</source>
      <translation>このフォルダーの書き出しを再開(&amp;S)</translation>
    </message>
    <message>
      <source>Rendering</source>
      <translation>レンダリング中</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>解像度</translation>
    </message>
    <message>
      <source>Sign with Content Credentials</source>
      <translation>コンテンツ認証情報で署名</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
    <message>
      <source>Skip the picture</source>
      <translation>その画像をスキップする</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>開始しています…</translation>
    </message>
    <message>
      <source>Stopped. What is finished stays; the rest can be made later.</source>
      <translation>停止しました。完成した画像は残り、残りは後で作成できます。</translation>
    </message>
    <message>
      <source>TIFF, 16 bits</source>
      <translation>TIFF（16 ビット）</translation>
    </message>
    <message>
      <source>Table (CSV)</source>
      <translation>一覧表 (CSV)</translation>
    </message>
    <message>
      <source>Take a new name</source>
      <translation>新しい名前を付ける</translation>
    </message>
    <message>
      <source>The photo's own</source>
      <translation>写真のまま</translation>
    </message>
    <message>
      <source>The photo's profile</source>
      <translation>写真のプロファイル</translation>
    </message>
    <message>
      <source>Tokens: {tokens}; numbers as {index:03}</source>
      <translation>使える記号：{tokens}。番号は {index:03} のように書けます</translation>
    </message>
    <message>
      <source>Top left</source>
      <translation>左上</translation>
    </message>
    <message>
      <source>Top right</source>
      <translation>右上</translation>
    </message>
    <message>
      <source>Transparent</source>
      <translation>透明</translation>
    </message>
    <message>
      <source>Try &amp;failed again</source>
      <translation>失敗した画像を再試行(&amp;F)</translation>
    </message>
    <message>
      <source>Visible mark</source>
      <translation>表示マーク</translation>
    </message>
    <message>
      <source>Web: 1200 px, WebP</source>
      <translation>ウェブ：1200 px、WebP</translation>
    </message>
    <message>
      <source>WebP, lossless</source>
      <translation>WebP（可逆圧縮）</translation>
    </message>
    <message>
      <source>Width or longer edge, pixels</source>
      <translation>幅または長辺（ピクセル）</translation>
    </message>
    <message>
      <source>Words of the mark</source>
      <translation>マークの文字</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>書き込み中</translation>
    </message>
    <message>
      <source>as placed</source>
      <translation>そのまま</translation>
    </message>
    <message>
      <source>cut off at the edge: {count}</source>
      <translation>端で切れた画像：{count}</translation>
    </message>
    <message>
      <source>cut off at the edge: {parts}</source>
      <translation>画像の端で切れています：{parts}</translation>
    </message>
    <message>
      <source>edited</source>
      <translation>編集中</translation>
    </message>
    <message>
      <source>failed: {count}</source>
      <translation>失敗：{count}</translation>
    </message>
    <message>
      <source>finished before: {count}</source>
      <translation>完成済み：{count}</translation>
    </message>
    <message>
      <source>fitted</source>
      <translation>体型合わせ</translation>
    </message>
    <message>
      <source>made: {count}</source>
      <translation>作成：{count}</translation>
    </message>
    <message>
      <source>not noted</source>
      <translation>記録しない</translation>
    </message>
    <message>
      <source>on ground</source>
      <translation>足を接地</translation>
    </message>
    <message>
      <source>one PNG</source>
      <translation>PNG 1枚</translation>
    </message>
    <message>
      <source>skipped, name taken: {count}</source>
      <translation>同名のためスキップ：{count}</translation>
    </message>
    <message>
      <source>{hours} h {minutes} min</source>
      <translation>{hours} 時間 {minutes} 分</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} 分</translation>
    </message>
    <message>
      <source>{pictures} pictures of {photos} photos, about {time}, {room}</source>
      <translation>写真 {photos} 枚から画像 {pictures} 枚、約 {time}、{room}</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} 秒</translation>
    </message>
    <message>
      <source>{time} left</source>
      <translation>残り {time}</translation>
    </message>
    <message>
      <source>… with the place</source>
      <translation>… 撮影場所も残す</translation>
    </message>
  </context>
  <context>
    <name>FaultNotice</name>
    <message>
      <source>{count} photos cannot be used. The marked ones in the film strip say why.</source>
      <translation>{count} 枚の写真が使えません。左の一覧で印の付いた写真にポインターを合わせると、理由が表示されます。</translation>
    </message>
  </context>
  <context>
    <name>FilmStrip</name>
    <message>
      <source>Photos</source>
      <translation>写真</translation>
    </message>
    <message>
      <source>Remove photo</source>
      <translation>写真を外す</translation>
    </message>
  </context>
  <context>
    <name>HintBar</name>
    <message>
      <source>Close this hint</source>
      <translation>このヒントを閉じる</translation>
    </message>
  </context>
  <context>
    <name>Hints</name>
    <message>
      <source>Cut off at the edge of the picture: {parts}. Move the pose inwards to show all of it.</source>
      <translation>画像の端で切れている部分：{parts}。すべて見せるには、ポーズを内側に動かしてください。</translation>
    </message>
    <message>
      <source>The head is not in this photo and cannot be posed.</source>
      <translation>この写真には頭が写っていないため、頭のポーズは変えられません。</translation>
    </message>
    <message>
      <source>The photo shows this person down to the hips: the legs cannot be posed.</source>
      <translation>この写真には腰までしか写っていないため、脚のポーズは変えられません。</translation>
    </message>
    <message>
      <source>The photo shows this person down to the knees: shins and feet cannot be posed.</source>
      <translation>この写真には膝までしか写っていないため、すねと足のポーズは変えられません。</translation>
    </message>
    <message>
      <source>The photo shows this person down to the waist: hips and legs cannot be posed.</source>
      <translation>この写真にはウエストまでしか写っていないため、腰と脚のポーズは変えられません。</translation>
    </message>
    <message>
      <source>{count} people are in this photo; one of them can be posed.</source>
      <translation>この写真には{count}人が写っています。ポーズを変えられるのはそのうちの1人です。</translation>
    </message>
    <message>
      <source>{percent} % of the person in this picture is invented: the photo does not show it. A pose nearer to the photo, or a photo nearer to the pose, looks truer.</source>
      <translation>この画像の人物の{percent} %は、写真に写っていないため補われたものです。写真に近いポーズにするか、ポーズに近い写真を使うと、より自然になります。</translation>
    </message>
  </context>
  <context>
    <name>Joint</name>
    <message>
      <source>Left ankle</source>
      <translation>左足首</translation>
    </message>
    <message>
      <source>Left ear</source>
      <translation>左耳</translation>
    </message>
    <message>
      <source>Left elbow</source>
      <translation>左ひじ</translation>
    </message>
    <message>
      <source>Left eye</source>
      <translation>左目</translation>
    </message>
    <message>
      <source>Left hip</source>
      <translation>左腰</translation>
    </message>
    <message>
      <source>Left knee</source>
      <translation>左ひざ</translation>
    </message>
    <message>
      <source>Left shoulder</source>
      <translation>左肩</translation>
    </message>
    <message>
      <source>Left wrist</source>
      <translation>左手首</translation>
    </message>
    <message>
      <source>Neck</source>
      <translation>首</translation>
    </message>
    <message>
      <source>Nose</source>
      <translation>鼻</translation>
    </message>
    <message>
      <source>Right ankle</source>
      <translation>右足首</translation>
    </message>
    <message>
      <source>Right ear</source>
      <translation>右耳</translation>
    </message>
    <message>
      <source>Right elbow</source>
      <translation>右ひじ</translation>
    </message>
    <message>
      <source>Right eye</source>
      <translation>右目</translation>
    </message>
    <message>
      <source>Right hip</source>
      <translation>右腰</translation>
    </message>
    <message>
      <source>Right knee</source>
      <translation>右ひざ</translation>
    </message>
    <message>
      <source>Right shoulder</source>
      <translation>右肩</translation>
    </message>
    <message>
      <source>Right wrist</source>
      <translation>右手首</translation>
    </message>
  </context>
  <context>
    <name>JointMenu</name>
    <message>
      <source>Locked</source>
      <translation>ロック</translation>
    </message>
  </context>
  <context>
    <name>JointTable</name>
    <message>
      <source>Joints</source>
      <translation>関節</translation>
    </message>
    <message>
      <source>Where each joint is, whether it counts, whether it is locked</source>
      <translation>各関節の位置、使うかどうか、固定しているかどうか</translation>
    </message>
  </context>
  <context>
    <name>JointTableModel</name>
    <message>
      <source>Hide joint</source>
      <translation>関節を隠す</translation>
    </message>
    <message>
      <source>Joint</source>
      <translation>関節</translation>
    </message>
    <message>
      <source>Locked</source>
      <translation>固定</translation>
    </message>
    <message>
      <source>Place joint</source>
      <translation>関節を置く</translation>
    </message>
    <message>
      <source>Show joint</source>
      <translation>関節を表示</translation>
    </message>
    <message>
      <source>Visible</source>
      <translation>表示</translation>
    </message>
    <message>
      <source>no</source>
      <translation>いいえ</translation>
    </message>
    <message>
      <source>x</source>
      <translation>x</translation>
    </message>
    <message>
      <source>y</source>
      <translation>y</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>はい</translation>
    </message>
  </context>
  <context>
    <name>Legend</name>
    <message>
      <source>Invented: {percent} % of the person</source>
      <translation>補われた部分：人物の{percent} %</translation>
    </message>
    <message>
      <source>The matte lies over the photo: see Original</source>
      <translation>切り抜きの範囲は「元の写真」表示で確認できます</translation>
    </message>
    <message>
      <source>The person, by the matte</source>
      <translation>人物（切り抜き）</translation>
    </message>
  </context>
  <context>
    <name>LibraryPanel</name>
    <message>
      <source>All poses</source>
      <translation>すべてのポーズ</translation>
    </message>
    <message>
      <source>Blend</source>
      <translation>混ぜ具合</translation>
    </message>
    <message>
      <source>Blend from the pose before to the library pose, per cent</source>
      <translation>元のポーズからライブラリーのポーズへの混ぜ具合（パーセント）</translation>
    </message>
    <message>
      <source>Blend pose</source>
      <translation>ポーズを混ぜる</translation>
    </message>
    <message>
      <source>Delete pose</source>
      <translation>ポーズを削除</translation>
    </message>
    <message>
      <source>Delete pose…</source>
      <translation>ポーズを削除…</translation>
    </message>
    <message>
      <source>Delete the pose “{name}” from the library? This cannot be undone.</source>
      <translation>ポーズ「{name}」をライブラリーから削除しますか？この操作は元に戻せません。</translation>
    </message>
    <message>
      <source>Flip</source>
      <translation>左右反転</translation>
    </message>
    <message>
      <source>Folder of poses</source>
      <translation>ポーズのフォルダー</translation>
    </message>
    <message>
      <source>How far to go from the pose before to the library pose</source>
      <translation>元のポーズからライブラリーのポーズへどこまで近づけるか</translation>
    </message>
    <message>
      <source>Keep this pose</source>
      <translation>このポーズを残す</translation>
    </message>
    <message>
      <source>Keep this pose in the library</source>
      <translation>このポーズをライブラリーに残す</translation>
    </message>
    <message>
      <source>My poses</source>
      <translation>マイポーズ</translation>
    </message>
    <message>
      <source>Name of the pose</source>
      <translation>ポーズの名前</translation>
    </message>
    <message>
      <source>No pose is called that. Try another word or folder.</source>
      <translation>該当するポーズがありません。別の言葉やフォルダーを試してください。</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Save…</source>
      <translation>保存…</translation>
    </message>
    <message>
      <source>Search poses</source>
      <translation>ポーズを検索</translation>
    </message>
    <message>
      <source>Show and apply poses as their mirror image</source>
      <translation>ポーズを左右反転して表示・適用する</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Saved {path}</source>
      <translation>{path} に保存しました</translation>
    </message>
    <message>
      <source>This failed through a fault in Repose; nothing is lost. The log says more.</source>
      <translation>Repose の不具合により失敗しました。失われたものはありません。詳しくはログをご覧ください。</translation>
    </message>
  </context>
  <context>
    <name>MatteBar</name>
    <message>
      <source> px</source>
      <translation> ピクセル</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>追加</translation>
    </message>
    <message>
      <source>Back to posing (Esc)</source>
      <translation>ポーズの編集に戻る（Esc）</translation>
    </message>
    <message>
      <source>Bring back the matte that was found</source>
      <translation>検出したときの切り抜きに戻す</translation>
    </message>
    <message>
      <source>Checkerboard</source>
      <translation>市松模様</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>Hardness</source>
      <translation>硬さ</translation>
    </message>
    <message>
      <source>Hardness of the brush (Shift with [ and ])</source>
      <translation>ブラシの硬さ（Shift を押しながら [ と ]）</translation>
    </message>
    <message>
      <source>Hardness of the brush, per cent</source>
      <translation>ブラシの硬さ（パーセント）</translation>
    </message>
    <message>
      <source>Matte brush</source>
      <translation>切り抜きブラシ</translation>
    </message>
    <message>
      <source>Paint what belongs to the person (X changes over, Alt for as long as held)</source>
      <translation>人物に含める部分を塗る（X で切り替え、Alt を押している間だけ反対）</translation>
    </message>
    <message>
      <source>Paint what does not belong to the person (X changes over, Alt for as long as held)</source>
      <translation>人物に含めない部分を塗る（X で切り替え、Alt を押している間だけ反対）</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>元に戻す</translation>
    </message>
    <message>
      <source>Show what is cut out on a checkerboard (C)</source>
      <translation>切り抜いた部分を市松模様の上に表示する（C）</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>大きさ</translation>
    </message>
    <message>
      <source>Size of the brush</source>
      <translation>ブラシの大きさ</translation>
    </message>
    <message>
      <source>Size of the brush ([ and ])</source>
      <translation>ブラシの大きさ（[ と ]）</translation>
    </message>
    <message>
      <source>Size of the brush in photo pixels</source>
      <translation>ブラシの大きさ（写真のピクセル）</translation>
    </message>
  </context>
  <context>
    <name>MatteTool</name>
    <message>
      <source>Add to the matte</source>
      <translation>切り抜きに追加</translation>
    </message>
    <message>
      <source>Reset the matte</source>
      <translation>切り抜きを元に戻す</translation>
    </message>
    <message>
      <source>Take from the matte</source>
      <translation>切り抜きから削除</translation>
    </message>
  </context>
  <context>
    <name>Menus</name>
    <message>
      <source>&amp;Edit</source>
      <translation>編集(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Pose</source>
      <translation>ポーズ(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Pose from photo</source>
      <translation>写真のポーズを使う(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>表示(&amp;V)</translation>
    </message>
    <message>
      <source>P&amp;erson from photo</source>
      <translation>写真の人物を描く(&amp;E)</translation>
    </message>
    <message>
      <source>Pe&amp;rson</source>
      <translation>人物(&amp;R)</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>ツール</translation>
    </message>
  </context>
  <context>
    <name>NoticeBar</name>
    <message>
      <source>Close this notice</source>
      <translation>この通知を閉じる</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>もう一度試す</translation>
    </message>
  </context>
  <context>
    <name>NoticeDialog</name>
    <message>
      <source>Before you begin</source>
      <translation>はじめる前に</translation>
    </message>
    <message>
      <source>Change pictures of people only with their consent, and not to deceive or to shame anyone.</source>
      <translation>人物の画像の加工は本人の同意を得たうえで行い、人を欺いたり辱めたりするために使わないでください。</translation>
    </message>
    <message>
      <source>Everything happens on this computer. No photo leaves it.</source>
      <translation>すべての処理はこのコンピューターの中で行われ、写真が外に出ることはありません。</translation>
    </message>
    <message>
      <source>I understand</source>
      <translation>理解しました</translation>
    </message>
    <message>
      <source>Pictures of real people</source>
      <translation>実在の人物の画像について</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>終了</translation>
    </message>
    <message>
      <source>Saved pictures carry a note in the file that says so. Leave it in, and tell your readers where they could take a picture for a photograph; in some countries the law demands it.</source>
      <translation>保存した画像のファイルには、合成画像である旨の注記が入ります。注記は残し、写真と誤解されるおそれがある場合は見る人に伝えてください。国によっては法律で義務づけられています。</translation>
    </message>
    <message>
      <source>What a photo does not show is made up: the pictures are synthetic, not evidence of anything.</source>
      <translation>写真に写っていない部分は作り出されます。できあがる画像は合成であり、何かの証拠にはなりません。</translation>
    </message>
  </context>
  <context>
    <name>Opening</name>
    <message>
      <source>All files</source>
      <translation>すべてのファイル</translation>
    </message>
    <message>
      <source>Export pose</source>
      <translation>ポーズを書き出す</translation>
    </message>
    <message>
      <source>Import pose</source>
      <translation>ポーズを読み込む</translation>
    </message>
    <message>
      <source>Open a photo first; the pose is for the person in it.</source>
      <translation>先に写真を開いてください。ポーズは写真の人物に適用されます。</translation>
    </message>
    <message>
      <source>Open photos</source>
      <translation>写真を開く</translation>
    </message>
    <message>
      <source>OpenPose JSON</source>
      <translation>OpenPose JSON</translation>
    </message>
    <message>
      <source>Pasted photo</source>
      <translation>貼り付けた写真</translation>
    </message>
    <message>
      <source>Photos</source>
      <translation>写真</translation>
    </message>
    <message>
      <source>Save picture</source>
      <translation>画像を保存</translation>
    </message>
  </context>
  <context>
    <name>PersonPicker</name>
    <message>
      <source>Choose another person</source>
      <translation>別の人物を選ぶ</translation>
    </message>
  </context>
  <context>
    <name>PoseActions</name>
    <message>
      <source>Bend to the other side</source>
      <translation>逆側に曲げる</translation>
    </message>
    <message>
      <source>Bring limbs to the front</source>
      <translation>手足を手前へ</translation>
    </message>
    <message>
      <source>Copy left to right</source>
      <translation>左を右へコピー</translation>
    </message>
    <message>
      <source>Copy right to left</source>
      <translation>右を左へコピー</translation>
    </message>
    <message>
      <source>Hide joints</source>
      <translation>関節を隠す</translation>
    </message>
    <message>
      <source>Limbs as found</source>
      <translation>手足の前後を自動に戻す</translation>
    </message>
    <message>
      <source>Mirror the pose</source>
      <translation>ポーズを左右反転</translation>
    </message>
    <message>
      <source>Reset joints</source>
      <translation>関節をリセット</translation>
    </message>
    <message>
      <source>Reset the limb</source>
      <translation>手足全体をリセット</translation>
    </message>
    <message>
      <source>Reset the pose</source>
      <translation>ポーズをリセット</translation>
    </message>
    <message>
      <source>Restore joints</source>
      <translation>関節を戻す</translation>
    </message>
    <message>
      <source>Scale</source>
      <translation>大きさを変える</translation>
    </message>
    <message>
      <source>Send limbs behind</source>
      <translation>手足を後ろへ</translation>
    </message>
    <message>
      <source>Swap left and right</source>
      <translation>左右を入れ替える</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>回す</translation>
    </message>
  </context>
  <context>
    <name>PoseApplier</name>
    <message>
      <source>Apply pose</source>
      <translation>ポーズを適用</translation>
    </message>
    <message>
      <source>Blend pose</source>
      <translation>ポーズを混ぜる</translation>
    </message>
    <message>
      <source>Open a photo with a person first; then choose a pose.</source>
      <translation>先に人物の写真を開いてから、ポーズを選んでください。</translation>
    </message>
  </context>
  <context>
    <name>PreferencesDialog</name>
    <message>
      <source>&amp;Device</source>
      <translation>処理装置(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Language</source>
      <translation>言語(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Put photos into projects, so that they can be passed on in one file</source>
      <translation>写真をプロジェクトに含める（1つのファイルで渡せます）(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Theme</source>
      <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
      <source>Another device is used from the next start on.</source>
      <translation>処理装置の変更は次回の起動から有効になります。</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>システムに合わせる</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>ダーク</translation>
    </message>
    <message>
      <source>Edit &amp;keyboard shortcuts…</source>
      <translation>キーボードショートカットを編集(&amp;K)…</translation>
    </message>
    <message>
      <source>Graphics (Apple)</source>
      <translation>グラフィックス (Apple)</translation>
    </message>
    <message>
      <source>Graphics card (NVIDIA)</source>
      <translation>グラフィックカード (NVIDIA)</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>ライト</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>環境設定</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>プロセッサー</translation>
    </message>
    <message>
      <source>The fastest there is</source>
      <translation>最も速いもの</translation>
    </message>
  </context>
  <context>
    <name>Project</name>
    <message>
      <source>A matte in this project is damaged; the person will be looked for again.</source>
      <translation>このプロジェクトの切り抜きの一つが壊れています。人物を検出し直します。</translation>
    </message>
    <message>
      <source>Edits are not being kept safe: {reason}. Save the project, then free some space.</source>
      <translation>編集内容の自動保存ができていません（{reason}）。プロジェクトを保存し、空き容量を増やしてください。</translation>
    </message>
    <message>
      <source>One or more photos of the last session could not be brought back.</source>
      <translation>前回の写真のうち、復元できなかったものがあります。</translation>
    </message>
    <message>
      <source>The project could not be saved as {path}: {reason}. Choose another place.</source>
      <translation>プロジェクトを {path} に保存できませんでした（{reason}）。別の場所を選んでください。</translation>
    </message>
    <message>
      <source>There is no project {path}.</source>
      <translation>プロジェクト {path} はありません。</translation>
    </message>
    <message>
      <source>There is not enough memory to open {name}.</source>
      <translation>{name} を開くにはメモリーが足りません。</translation>
    </message>
    <message>
      <source>This document is being brought back by another window, or is gone.</source>
      <translation>この作業は別のウィンドウで復元中か、すでになくなっています。</translation>
    </message>
    <message>
      <source>This file is not a Repose project. Choose a file that Repose saved.</source>
      <translation>このファイルは Repose のプロジェクトではありません。Repose で保存したファイルを選んでください。</translation>
    </message>
    <message>
      <source>This project is damaged at “{place}”.</source>
      <translation>このプロジェクトは「{place}」の部分が壊れています。</translation>
    </message>
    <message>
      <source>This project is damaged: its description cannot be read.</source>
      <translation>このプロジェクトは壊れていて、内容を読み取れません。</translation>
    </message>
    <message>
      <source>This project is incomplete: {name} is missing in it.</source>
      <translation>このプロジェクトには {name} が欠けています。</translation>
    </message>
    <message>
      <source>This project was saved by a newer Repose (format {found}; this one reads {known}). Update Repose.</source>
      <translation>このプロジェクトは新しい Repose で保存されています（形式 {found}、このバージョンは {known} まで対応）。Repose を更新してください。</translation>
    </message>
    <message>
      <source>What the last session left behind cannot be read any more.</source>
      <translation>前回の作業の記録を読み取れません。</translation>
    </message>
    <message>
      <source>{name} could not be read and is not in the project; its place is noted.</source>
      <translation>{name} を読み取れなかったため、プロジェクトには場所だけを記録しました。</translation>
    </message>
    <message>
      <source>{name} has changed on disk since it was opened; the project holds it as it is now.</source>
      <translation>{name} は開いた後に変更されています。プロジェクトには現在の内容を保存しました。</translation>
    </message>
    <message>
      <source>{name} in this project is too large to be opened.</source>
      <translation>このプロジェクトの {name} は大きすぎて開けません。</translation>
    </message>
    <message>
      <source>{name} is no Repose project, or it is damaged. Choose another file.</source>
      <translation>{name} は Repose のプロジェクトではないか、壊れています。別のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} was not found at {path}. Put it back there and open the project again.</source>
      <translation>{name} が {path} に見つかりません。元の場所に戻してから、プロジェクトを開き直してください。</translation>
    </message>
    <message>
      <source>{path} may not be read. Check its permissions.</source>
      <translation>{path} を読み取る権限がありません。アクセス権を確認してください。</translation>
    </message>
  </context>
  <context>
    <name>ProjectQuestions</name>
    <message>
      <source>Open project</source>
      <translation>プロジェクトを開く</translation>
    </message>
    <message>
      <source>Repose project</source>
      <translation>Repose プロジェクト</translation>
    </message>
    <message>
      <source>Save project</source>
      <translation>プロジェクトを保存</translation>
    </message>
    <message>
      <source>Save your poses?</source>
      <translation>ポーズを保存しますか？</translation>
    </message>
    <message>
      <source>There are edits that no project has yet. Without saving they are lost.</source>
      <translation>プロジェクトに保存されていない編集があります。保存しないと失われます。</translation>
    </message>
  </context>
  <context>
    <name>RecentMenu</name>
    <message>
      <source>Clear List</source>
      <translation>一覧を消去</translation>
    </message>
    <message>
      <source>Open &amp;Recent</source>
      <translation>最近使ったファイル(&amp;R)</translation>
    </message>
  </context>
  <context>
    <name>RecipeOpener</name>
    <message>
      <source>Pose of a picture</source>
      <translation>画像のポーズ</translation>
    </message>
    <message>
      <source>The photo {photo} that this picture was made from was not found; the picture itself is opened.</source>
      <translation>この画像の元の写真 {photo} が見つからないため、画像そのものを開きました。</translation>
    </message>
    <message>
      <source>{picture} was made from {photo}, which is opened in the same pose.</source>
      <translation>{picture} は {photo} から作られました。元の写真を同じポーズで開きました。</translation>
    </message>
  </context>
  <context>
    <name>Recovery</name>
    <message>
      <source>Ask again later</source>
      <translation>あとで確認する</translation>
    </message>
    <message>
      <source>Bring back unsaved work?</source>
      <translation>保存されていない作業を復元しますか？</translation>
    </message>
    <message>
      <source>Bring it back</source>
      <translation>復元する</translation>
    </message>
    <message>
      <source>Let it go</source>
      <translation>破棄する</translation>
    </message>
    <message>
      <source>Photos: {names}</source>
      <translation>写真: {names}</translation>
    </message>
    <message>
      <source>Project: {path}</source>
      <translation>プロジェクト: {path}</translation>
    </message>
    <message>
      <source>Repose was ended on {when} with unsaved work.</source>
      <translation>Repose は {when} に、作業が保存されないまま終了しました。</translation>
    </message>
  </context>
  <context>
    <name>Session</name>
    <message>
      <source>Keep pose</source>
      <translation>ポーズを残す</translation>
    </message>
    <message>
      <source>Lock joints</source>
      <translation>関節を固定</translation>
    </message>
    <message>
      <source>Pose</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Remove photo</source>
      <translation>写真を外す</translation>
    </message>
    <message>
      <source>Unlock joints</source>
      <translation>関節の固定を解除</translation>
    </message>
  </context>
  <context>
    <name>ShortcutsDialog</name>
    <message>
      <source>&amp;Assign</source>
      <translation>割り当て(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;New keys</source>
      <translation>新しいキー(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Remove</source>
      <translation>解除(&amp;R)</translation>
    </message>
    <message>
      <source>Action</source>
      <translation>操作</translation>
    </message>
    <message>
      <source>Actions and their keys</source>
      <translation>操作とキー</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>キーボードショートカット</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>キー</translation>
    </message>
    <message>
      <source>New keys</source>
      <translation>新しいキー</translation>
    </message>
    <message>
      <source>Re&amp;set</source>
      <translation>元のキー(&amp;S)</translation>
    </message>
    <message>
      <source>Reset a&amp;ll</source>
      <translation>すべて元のキー(&amp;L)</translation>
    </message>
    <message>
      <source>Search actions and keys</source>
      <translation>操作とキーを検索</translation>
    </message>
    <message>
      <source>These keys belong to “{action}”, which loses them.</source>
      <translation>このキーは「{action}」に割り当てられています。割り当てると、そちらは解除されます。</translation>
    </message>
  </context>
  <context>
    <name>StatusBar</name>
    <message>
      <source>Busy</source>
      <translation>処理中</translation>
    </message>
    <message>
      <source>Cut off: {parts}</source>
      <translation>画面外：{parts}</translation>
    </message>
    <message>
      <source>Graphics (Metal)</source>
      <translation>グラフィックス (Metal)</translation>
    </message>
    <message>
      <source>Graphics card</source>
      <translation>グラフィックカード</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>プロセッサー</translation>
    </message>
    <message>
      <source>Reading the photo</source>
      <translation>写真を読み取り中</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>準備完了</translation>
    </message>
    <message>
      <source>Rendering</source>
      <translation>描画中</translation>
    </message>
    <message>
      <source>The graphics card is out of memory; rendering on the processor</source>
      <translation>グラフィックカードのメモリーが足りないため、プロセッサーで描画します</translation>
    </message>
    <message>
      <source>{milliseconds} ms</source>
      <translation>{milliseconds} ミリ秒</translation>
    </message>
    <message>
      <source>{percent} % invented</source>
      <translation>補われた部分 {percent} %</translation>
    </message>
  </context>
  <context>
    <name>Tools</name>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Choose person</source>
      <translation>人物を選ぶ</translation>
    </message>
    <message>
      <source>Click the person to pose. Escape leaves everything as it is.</source>
      <translation>ポーズを変えたい人物をクリックしてください。Esc で変更せずに戻ります。</translation>
    </message>
    <message>
      <source>Draw this person here</source>
      <translation>この人物をここに描く</translation>
    </message>
    <message>
      <source>Open another photo first</source>
      <translation>先に別の写真を開いてください</translation>
    </message>
    <message>
      <source>Paint what belongs to the person. The right button, or Alt held, takes away.</source>
      <translation>人物に含める部分を塗ります。右ボタン、または Alt キーを押しながら塗ると取り除きます。</translation>
    </message>
    <message>
      <source>Take the pose</source>
      <translation>ポーズを使う</translation>
    </message>
  </context>
  <context>
    <name>VariantsModel</name>
    <message>
      <source>Rename pose</source>
      <translation>ポーズの名前を変更</translation>
    </message>
    <message>
      <source>Reorder poses</source>
      <translation>ポーズを並べ替え</translation>
    </message>
  </context>
  <context>
    <name>VariantsPanel</name>
    <message>
      <source>Delete</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Delete kept pose</source>
      <translation>候補ポーズを削除</translation>
    </message>
    <message>
      <source>Duplicate</source>
      <translation>複製</translation>
    </message>
    <message>
      <source>Duplicate pose</source>
      <translation>ポーズを複製</translation>
    </message>
    <message>
      <source>Enter brings a pose back, F2 renames, Delete deletes</source>
      <translation>Enter でポーズを呼び出し、F2 で名前を変更、Delete で削除</translation>
    </message>
    <message>
      <source>Keep pose</source>
      <translation>ポーズを残す</translation>
    </message>
    <message>
      <source>Keep poses that you like: they are collected here.</source>
      <translation>気に入ったポーズを残すと、ここに並びます。</translation>
    </message>
    <message>
      <source>Keep the pose on the canvas for export</source>
      <translation>キャンバスのポーズを書き出し用に残す</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>候補ポーズ</translation>
    </message>
    <message>
      <source>Move left</source>
      <translation>左へ移動</translation>
    </message>
    <message>
      <source>Move right</source>
      <translation>右へ移動</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>名前を変更</translation>
    </message>
    <message>
      <source>Use kept pose</source>
      <translation>候補ポーズを使う</translation>
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message>
      <source>Drop a photo of a person here</source>
      <translation>ここに人物の写真をドロップしてください</translation>
    </message>
    <message>
      <source>Open photos…</source>
      <translation>写真を開く…</translation>
    </message>
    <message>
      <source>Then drag the joints of the skeleton: the same person takes the new pose.
Everything happens on this computer; no photo leaves it.</source>
      <translation>骨格の関節をドラッグすると、同じ人物が新しいポーズをとります。
すべての処理はこのコンピューターの中で行われ、写真が外に出ることはありません。</translation>
    </message>
    <message>
      <source>Try it with the demo person</source>
      <translation>デモの人物で試す</translation>
    </message>
  </context>
</TS>
