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
      <translation>アーキテクチャ</translation>
    </message>
    <message>
      <source>Drag the skeleton on a photo, and the same person, in the same clothes, takes the new pose.</source>
      <translation>写真の骨格をドラッグすると、同じ人物が同じ服のまま新しいポーズをとります。</translation>
    </message>
    <message>
      <source>Everything runs on this computer. Photos are never changed, and nothing is sent anywhere.</source>
      <translation>すべての処理はこのコンピューターの中で行われます。写真が変更されたり、どこかに送信されたりすることはありません。</translation>
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
      <translation>Repose とそのAIモデルは Apache License 2.0 で提供され、商用利用できます。</translation>
    </message>
    <message>
      <source>The log is in {folder}</source>
      <translation>ログの場所：{folder}</translation>
    </message>
    <message>
      <source>The weights file {file} is missing or damaged.</source>
      <translation>AIモデルのファイル {file} がないか、壊れています。</translation>
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
      <translation>AIモデル</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>&amp;100%</source>
      <translation>100%(&amp;1)</translation>
    </message>
    <message>
      <source>&amp;About Repose</source>
      <translation>Repose について(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Bend the other way</source>
      <translation>逆向きに曲げる(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Choose person</source>
      <translation>人物を選ぶ(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Copy pose</source>
      <translation>ポーズをコピー(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Device and weights…</source>
      <translation>デバイスとAIモデル(&amp;D)…</translation>
    </message>
    <message>
      <source>&amp;Export photos in poses…</source>
      <translation>写真をポーズごとに書き出し(&amp;E)…</translation>
    </message>
    <message>
      <source>&amp;First steps</source>
      <translation>はじめの一歩(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Fit</source>
      <translation>全体を表示(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Gestures</source>
      <translation>操作方法(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;Ghost of the original</source>
      <translation>元の人物を透かし表示(&amp;G)</translation>
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
      <source>&amp;Invent the background</source>
      <translation>背景を補完する(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Invented pixels</source>
      <translation>補完された部分(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Keep pose</source>
      <translation>ポーズをキープ(&amp;K)</translation>
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
      <source>&amp;Original person</source>
      <translation>元の人物(&amp;O)</translation>
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
      <source>&amp;Reset what belongs to what</source>
      <translation>部位の指定をリセット(&amp;R)</translation>
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
      <source>&amp;Touch up matte</source>
      <translation>切り抜きを修正(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
      <source>&amp;Use a photo of the empty set…</source>
      <translation>人物のいない写真を使う(&amp;U)…</translation>
    </message>
    <message>
      <source>&amp;Zoom in</source>
      <translation>ズームイン(&amp;Z)</translation>
    </message>
    <message>
      <source>Automatic limb or&amp;der</source>
      <translation>腕・脚の前後を自動に戻す(&amp;D)</translation>
    </message>
    <message>
      <source>Bring inside pict&amp;ure</source>
      <translation>画面内に収める(&amp;U)</translation>
    </message>
    <message>
      <source>Bring limb to &amp;front</source>
      <translation>腕・脚を手前へ(&amp;F)</translation>
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
      <source>Copy p&amp;icture</source>
      <translation>画像をコピー(&amp;I)</translation>
    </message>
    <message>
      <source>Correct &amp;skeleton</source>
      <translation>骨格を直す(&amp;S)</translation>
    </message>
    <message>
      <source>E&amp;xport pose…</source>
      <translation>ポーズを書き出す(&amp;X)…</translation>
    </message>
    <message>
      <source>E&amp;xtend picture to pose</source>
      <translation>ポーズに合わせて画像を広げる(&amp;X)</translation>
    </message>
    <message>
      <source>End picture at the photo's ed&amp;ge</source>
      <translation>画像を写真の端までに戻す(&amp;G)</translation>
    </message>
    <message>
      <source>Enlarge</source>
      <translation>拡大する</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>書き出し</translation>
    </message>
    <message>
      <source>G&amp;uidelines</source>
      <translation>利用上の注意(&amp;U)</translation>
    </message>
    <message>
      <source>Gui&amp;de</source>
      <translation>使い方(&amp;D)</translation>
    </message>
    <message>
      <source>Known fai&amp;lures</source>
      <translation>既知の問題(&amp;L)</translation>
    </message>
    <message>
      <source>Lo&amp;ck or unlock joints</source>
      <translation>関節を固定／固定解除(&amp;C)</translation>
    </message>
    <message>
      <source>Lo&amp;upe on head and hands</source>
      <translation>頭と手のルーペ(&amp;U)</translation>
    </message>
    <message>
      <source>Open &amp;folder…</source>
      <translation>フォルダーを開く(&amp;F)…</translation>
    </message>
    <message>
      <source>Open pro&amp;ject…</source>
      <translation>プロジェクトを開く(&amp;J)…</translation>
    </message>
    <message>
      <source>Out&amp;line of the original</source>
      <translation>元の人物の輪郭(&amp;L)</translation>
    </message>
    <message>
      <source>Person &amp;farther</source>
      <translation>人物を奥へ(&amp;F)</translation>
    </message>
    <message>
      <source>Person &amp;nearer</source>
      <translation>人物を手前へ(&amp;N)</translation>
    </message>
    <message>
      <source>Pla&amp;nt feet</source>
      <translation>足を固定(&amp;N)</translation>
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
      <translation>隠した関節を戻す(&amp;E)</translation>
    </message>
    <message>
      <source>Re&amp;move photo</source>
      <translation>写真を外す(&amp;M)</translation>
    </message>
    <message>
      <source>Repor&amp;t…</source>
      <translation>レポート(&amp;T)…</translation>
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
      <source>Reset &amp;whole limb</source>
      <translation>腕・脚全体をリセット(&amp;W)</translation>
    </message>
    <message>
      <source>Reset m&amp;atte</source>
      <translation>切り抜きをリセット(&amp;A)</translation>
    </message>
    <message>
      <source>Rotate clockwise</source>
      <translation>時計回りに回転</translation>
    </message>
    <message>
      <source>Rotate counterclockwise</source>
      <translation>反時計回りに回転</translation>
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
      <source>S&amp;ymmetry</source>
      <translation>左右対称(&amp;Y)</translation>
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
      <source>Select &amp;opposite side</source>
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
      <source>Send limb beh&amp;ind</source>
      <translation>腕・脚を後ろへ(&amp;I)</translation>
    </message>
    <message>
      <source>Show log f&amp;older</source>
      <translation>ログのフォルダーを表示(&amp;O)</translation>
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
      <source>Sn&amp;ap</source>
      <translation>スナップ(&amp;A)</translation>
    </message>
    <message>
      <source>This &amp;belongs to</source>
      <translation>部位を塗って指定(&amp;B)</translation>
    </message>
    <message>
      <source>Zoom ou&amp;t</source>
      <translation>ズームアウト(&amp;T)</translation>
    </message>
    <message>
      <source>Zoom to s&amp;election</source>
      <translation>選択範囲を拡大表示(&amp;E)</translation>
    </message>
  </context>
  <context>
    <name>Background</name>
    <message>
      <source>Something went wrong in Repose. Nothing is lost; Help → Show log folder has the details.</source>
      <translation>Repose で問題が発生しました。作業内容は失われていません。詳細は「ヘルプ → ログのフォルダーを表示」にあります。</translation>
    </message>
    <message>
      <source>There is not enough memory for this. Close other programs or photos first.</source>
      <translation>メモリが足りません。ほかのプログラムや写真を閉じてからやり直してください。</translation>
    </message>
  </context>
  <context>
    <name>Bindings</name>
    <message>
      <source>Kept as “{name}”.</source>
      <translation>「{name}」としてキープしました。</translation>
    </message>
    <message>
      <source>Pose copied.</source>
      <translation>ポーズをコピーしました。</translation>
    </message>
    <message>
      <source>Select a joint first: click one, or press N.</source>
      <translation>先に関節を選択してください。クリックするか N を押します。</translation>
    </message>
    <message>
      <source>This pose is kept already, as “{name}”.</source>
      <translation>このポーズは「{name}」としてキープ済みです。</translation>
    </message>
    <message>
      <source>View → Kept poses shows it.</source>
      <translation>「表示」→「キープしたポーズ」で見られます。</translation>
    </message>
    <message>
      <source>{key} copies the picture.</source>
      <translation>画像のコピーは {key} です。</translation>
    </message>
  </context>
  <context>
    <name>BlendSlider</name>
    <message>
      <source>Blend</source>
      <translation>ブレンド</translation>
    </message>
    <message>
      <source>Blend from the previous pose to the library pose, in percent</source>
      <translation>元のポーズからライブラリのポーズへのブレンド（パーセント）</translation>
    </message>
    <message>
      <source>How far to blend from the previous pose to the library pose</source>
      <translation>元のポーズからライブラリのポーズへどこまで近づけるか</translation>
    </message>
  </context>
  <context>
    <name>BodyPart</name>
    <message>
      <source>head</source>
      <translation>頭</translation>
    </message>
    <message>
      <source>left arm</source>
      <translation>左腕</translation>
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
      <source>left leg</source>
      <translation>左脚</translation>
    </message>
    <message>
      <source>right arm</source>
      <translation>右腕</translation>
    </message>
    <message>
      <source>right foot</source>
      <translation>右足</translation>
    </message>
    <message>
      <source>right hand</source>
      <translation>右手</translation>
    </message>
    <message>
      <source>right leg</source>
      <translation>右脚</translation>
    </message>
  </context>
  <context>
    <name>Bystanders</name>
    <message>
      <source>Choose another person</source>
      <translation>別の人物を選ぶ</translation>
    </message>
    <message>
      <source>Click: pose this person</source>
      <translation>クリック：この人物を選ぶ</translation>
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
      <source>Alt: do not snap</source>
      <translation>Alt：スナップしない</translation>
    </message>
    <message>
      <source>Alt: see where it comes from; while dragging: do not snap</source>
      <translation>Alt：元の位置を表示、ドラッグ中はスナップしない</translation>
    </message>
    <message>
      <source>Alt: see where it comes from; while dragging: snap</source>
      <translation>Alt：元の位置を表示、ドラッグ中はスナップ</translation>
    </message>
    <message>
      <source>Alt: snap to heights, ground and angles</source>
      <translation>Alt：高さ・地面・角度にスナップ</translation>
    </message>
    <message>
      <source>Bend the other way</source>
      <translation>逆向きに曲げる</translation>
    </message>
    <message>
      <source>Chest</source>
      <translation>胸</translation>
    </message>
    <message>
      <source>Ctrl: carry the whole person</source>
      <translation>Ctrl：人物全体を移動</translation>
    </message>
    <message>
      <source>Ctrl: this joint alone</source>
      <translation>Ctrl：この関節だけ</translation>
    </message>
    <message>
      <source>Double-click: bend the other way</source>
      <translation>ダブルクリック：逆に曲げる</translation>
    </message>
    <message>
      <source>Drag: crouch, or shift the weight</source>
      <translation>ドラッグ：腰を落とす・重心を移す</translation>
    </message>
    <message>
      <source>Drag: lean</source>
      <translation>ドラッグ：傾ける</translation>
    </message>
    <message>
      <source>Drag: move</source>
      <translation>ドラッグ：移動</translation>
    </message>
    <message>
      <source>Drag: move body</source>
      <translation>ドラッグ：体を移動</translation>
    </message>
    <message>
      <source>Drag: reach</source>
      <translation>ドラッグ：腕・脚を伸ばす</translation>
    </message>
    <message>
      <source>Drag: shift weight</source>
      <translation>ドラッグ：重心を移す</translation>
    </message>
    <message>
      <source>Drag: swing</source>
      <translation>ドラッグ：振る</translation>
    </message>
    <message>
      <source>Drag: turn head</source>
      <translation>ドラッグ：頭を回す</translation>
    </message>
    <message>
      <source>Esc: cancel</source>
      <translation>Esc：取り消し</translation>
    </message>
    <message>
      <source>Hips</source>
      <translation>腰</translation>
    </message>
    <message>
      <source>Lean</source>
      <translation>体を傾ける</translation>
    </message>
    <message>
      <source>Move body</source>
      <translation>体を動かす</translation>
    </message>
    <message>
      <source>Move {joint}</source>
      <translation>{joint}を動かす</translation>
    </message>
    <message>
      <source>Move {joint} on both sides</source>
      <translation>{joint}を左右とも動かす</translation>
    </message>
    <message>
      <source>Nudge</source>
      <translation>少し動かす</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>回転</translation>
    </message>
    <message>
      <source>Shift hips</source>
      <translation>腰を移動</translation>
    </message>
    <message>
      <source>Shift weight</source>
      <translation>重心を移す</translation>
    </message>
    <message>
      <source>Shift: lean</source>
      <translation>Shift：上体を傾ける</translation>
    </message>
    <message>
      <source>Shift: tilt the hips</source>
      <translation>Shift：腰の線を傾ける</translation>
    </message>
    <message>
      <source>Shift: tilt the shoulders</source>
      <translation>Shift：肩の線を傾ける</translation>
    </message>
    <message>
      <source>Shift: whole body</source>
      <translation>Shift：体全体</translation>
    </message>
    <message>
      <source>Shift: whole limb</source>
      <translation>Shift：腕・脚全体</translation>
    </message>
    <message>
      <source>Tilt hips</source>
      <translation>腰の線を傾ける</translation>
    </message>
    <message>
      <source>Tilt shoulders</source>
      <translation>肩の線を傾ける</translation>
    </message>
    <message>
      <source>Torso</source>
      <translation>胴体</translation>
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
    <name>Coach</name>
    <message>
      <source>Click Keep pose, above: kept poses lie below the photo.</source>
      <translation>上の「ポーズをキープ」をクリックします。キープしたポーズは写真の下に並びます。</translation>
    </message>
    <message>
      <source>Click a pose in the panel Poses, at the right.</source>
      <translation>右の「ポーズ」パネルでポーズをクリックします。</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Drag a hand: the arm follows, and so does the picture.</source>
      <translation>手をドラッグします。腕が動き、画像も変わります。</translation>
    </message>
    <message>
      <source>Drag the torso: the weight shifts over planted feet.</source>
      <translation>胴体をドラッグします。足を固定したまま重心が移ります。</translation>
    </message>
    <message>
      <source>First steps, {number} of {count}</source>
      <translation>はじめの一歩 {number}/{count}</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>次へ</translation>
    </message>
    <message>
      <source>That was all. Save picture, above, writes a file; F1 has all gestures.</source>
      <translation>以上です。上の「画像を保存」でファイルに書き出せます。すべての操作は F1 にあります。</translation>
    </message>
  </context>
  <context>
    <name>CoachBar</name>
    <message>
      <source>Skip the first steps</source>
      <translation>はじめの一歩を省略</translation>
    </message>
  </context>
  <context>
    <name>CompareWindow</name>
    <message>
      <source>Compare kept poses</source>
      <translation>キープしたポーズを比較</translation>
    </message>
    <message>
      <source>The picture is being made…</source>
      <translation>画像を作成中…</translation>
    </message>
    <message>
      <source>Use this pose</source>
      <translation>このポーズを使う</translation>
    </message>
    <message>
      <source>Use {name}</source>
      <translation>{name}を使う</translation>
    </message>
  </context>
  <context>
    <name>Devices</name>
    <message>
      <source>Automatic (fastest)</source>
      <translation>自動（最速）</translation>
    </message>
    <message>
      <source>Graphics (Apple)</source>
      <translation>グラフィックス（Apple）</translation>
    </message>
    <message>
      <source>Graphics card (NVIDIA)</source>
      <translation>グラフィックカード（NVIDIA）</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>CPU</translation>
    </message>
  </context>
  <context>
    <name>Docks</name>
    <message>
      <source>History</source>
      <translation>履歴</translation>
    </message>
    <message>
      <source>Joints</source>
      <translation>関節</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>キープしたポーズ</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>パネル</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Poses wait while you choose a person. Click one in the photo to pose them, or press Esc to leave it as it is.</source>
      <translation>人物の選択中はポーズを使えません。写真の人物をクリックするとその人物のポーズを編集できます。Esc を押すと、元のまま編集に戻ります。</translation>
    </message>
    <message>
      <source>Poses wait while you work on the photo. Press Done above it to go on posing.</source>
      <translation>写真の作業中はポーズを使えません。写真の上の「完了」を押すと、ポーズの編集に戻ります。</translation>
    </message>
  </context>
  <context>
    <name>Donors</name>
    <message>
      <source>The person in that photo has not been found yet. Wait a moment and try again.</source>
      <translation>その写真の人物はまだ検出されていません。少し待ってから、もう一度お試しください。</translation>
    </message>
    <message>
      <source>Use original person</source>
      <translation>元の人物に戻す</translation>
    </message>
    <message>
      <source>Use person from {name}</source>
      <translation>{name} の人物に差し替え</translation>
    </message>
    <message>
      <source>Use pose from {name}</source>
      <translation>{name} のポーズを使う</translation>
    </message>
  </context>
  <context>
    <name>EmptySet</name>
    <message>
      <source>Aligning {name} …</source>
      <translation>{name} の位置を合わせています…</translation>
    </message>
    <message>
      <source>Invent the background</source>
      <translation>背景を補完する</translation>
    </message>
    <message>
      <source>Use the empty set</source>
      <translation>人物のいない写真を背景に使う</translation>
    </message>
    <message>
      <source>{name} is behind the person now</source>
      <translation>{name} を人物の背景に使いました</translation>
    </message>
  </context>
  <context>
    <name>Engine</name>
    <message>
      <source>A name has 1 to {limit} letters. Choose another.</source>
      <translation>名前は 1～{limit} 文字です。別の名前にしてください。</translation>
    </message>
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
      <source>Converted from a checkpoint published by the authors of XingGAN (ECCV 2020) under CC BY-NC-SA 4.0: for research only, not for commercial use.</source>
      <translation>XingGAN（ECCV 2020）の著者が CC BY-NC-SA 4.0 で公開したチェックポイントから変換したものです。研究用で、商用には使えません。</translation>
    </message>
    <message>
      <source>Copying a side needs the neck and a hip for the body's middle line. Place them first.</source>
      <translation>片側をコピーするには、体の中心線を決める首と腰が必要です。先に置いてください。</translation>
    </message>
    <message>
      <source>How large pictures become that are extended to their poses is not known before they are made. Take {width} and {height} out of the name template, or choose an exact size.</source>
      <translation>ポーズに合わせて広げる画像の大きさは、作成するまで決まりません。ファイル名から {width} と {height} を外すか、サイズを指定してください。</translation>
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
      <source>No person was found in this box; draw it around the whole body, or place the joints by hand.</source>
      <translation>この枠の中に人物が見つかりませんでした。全身を囲むように枠を描くか、関節を手で配置してください。</translation>
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
      <translation>{folder} には書き込めません。書き込み権限のあるフォルダーを選んでください。</translation>
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
      <translation>Repose の不具合で書き出しが止まりました。再開し、繰り返すようならログを添えて報告してください。</translation>
    </message>
    <message>
      <source>The certificate or key for Content Credentials cannot be used ({reason}). Choose others.</source>
      <translation>コンテンツ認証情報の証明書または鍵を使えません（{reason}）。別のものを選んでください。</translation>
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
      <source>The hand network {name} is damaged; put a fresh copy into weights.</source>
      <translation>手の検出モデル {name} が壊れています。weights フォルダーに入れ直してください。</translation>
    </message>
    <message>
      <source>The hand network {name} is missing; put it back into the weights folder.</source>
      <translation>手の検出モデル {name} がありません。weights フォルダーに戻してください。</translation>
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
      <translation>切り抜きモデル {name} が壊れています。入れ直してください。</translation>
    </message>
    <message>
      <source>The matting network {name} is missing; put it back into weights.</source>
      <translation>切り抜きモデル {name} がありません。weights フォルダーに戻してください。</translation>
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
      <source>The network answered with numbers that make no picture; choose the processor as device, or other weights.</source>
      <translation>ネットワークの出力が無効な数値のため、画像を作れません。CPU でレンダリングするか、別のAIモデルを使ってください。</translation>
    </message>
    <message>
      <source>The person of {name} was changed in a window. Open the project there and export again.</source>
      <translation>{name} の人物はウィンドウで変更されています。そのプロジェクトを開いて、もう一度書き出してください。</translation>
    </message>
    <message>
      <source>The person was painted by {name} at {width} x {height} pixels and enlarged {times} times.</source>
      <translation>人物は {name} が {width} × {height} ピクセルで描き、{times} 倍に拡大したものです。</translation>
    </message>
    <message>
      <source>The picture could not be signed ({reason}). Check the certificate and key, or switch Content Credentials off.</source>
      <translation>画像に署名できませんでした（{reason}）。証明書と鍵を確かめるか、署名をオフにしてください。</translation>
    </message>
    <message>
      <source>The pose could not be deleted in {path}: {reason}.</source>
      <translation>{path} のポーズを削除できませんでした：{reason}。</translation>
    </message>
    <message>
      <source>The pose could not be moved in {path}: {reason}.</source>
      <translation>ポーズを {path} に移動できませんでした：{reason}。</translation>
    </message>
    <message>
      <source>The pose could not be renamed in {path}: {reason}.</source>
      <translation>{path} のポーズの名前を変更できませんでした：{reason}。</translation>
    </message>
    <message>
      <source>The pose could not be saved in {path}: {reason}.</source>
      <translation>ポーズを {path} に保存できませんでした：{reason}。</translation>
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
      <source>The pose given for this photo lies outside it; correct it or let it be detected.</source>
      <translation>この写真に指定されたポーズは写真の外にあります。直すか、自動検出を使ってください。</translation>
    </message>
    <message>
      <source>The pose network {name} is damaged; put a fresh copy into weights.</source>
      <translation>姿勢検出モデル {name} が壊れています。weights フォルダーに入れ直してください。</translation>
    </message>
    <message>
      <source>The pose network {name} is missing; put it back into the weights folder.</source>
      <translation>姿勢検出モデル {name} がありません。weights フォルダーに戻してください。</translation>
    </message>
    <message>
      <source>The pose {name} lies outside the photo. Let the pose be fitted to the person instead.</source>
      <translation>ポーズ {name} は写真の外にあります。人物に合わせる設定にしてください。</translation>
    </message>
    <message>
      <source>The pose {name} ships with Repose and stays. Only your own can be deleted.</source>
      <translation>ポーズ {name} は Repose に付属するもので、削除できません。削除できるのは自分のポーズだけです。</translation>
    </message>
    <message>
      <source>The poses in {path} are damaged. Install Repose again.</source>
      <translation>{path} のポーズが壊れています。Repose をインストールし直してください。</translation>
    </message>
    <message>
      <source>The recipe in this picture is damaged; the picture is opened as a photo.</source>
      <translation>この画像に記録された作成情報は壊れています。画像は写真として開きます。</translation>
    </message>
    <message>
      <source>The recipe in this picture is too large to be one of Repose.</source>
      <translation>この画像に記録された作成情報は大きすぎるため、Repose のものではありません。</translation>
    </message>
    <message>
      <source>The recipe in this picture was written by a newer Repose. Update Repose to use it.</source>
      <translation>この画像の作成情報は新しい Repose で書かれています。使うには Repose を更新してください。</translation>
    </message>
    <message>
      <source>The weights {name} are missing; put the file into {folder} or reinstall.</source>
      <translation>AIモデルのファイル {name} がありません。{folder} に置くか、再インストールしてください。</translation>
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
      <translation>{name} というデバイスはありません。auto、cpu、cuda、mps から選んでください。</translation>
    </message>
    <message>
      <source>There is no file {path}. Check its name or choose another photo.</source>
      <translation>ファイル {path} がありません。名前を確認するか、別の写真を選んでください。</translation>
    </message>
    <message>
      <source>There is no person {index} in {path}; it has {count}, counted from 1.</source>
      <translation>{path} に {index} 番の人物はいません。人物は {count} 人で、1 から数えます。</translation>
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
      <translation>メモリが足りません。ほかのプログラムを閉じるか、小さいサイズを選んでください。</translation>
    </message>
    <message>
      <source>There is not enough memory to open {name}. Scale it down first.</source>
      <translation>{name} を開くにはメモリが足りません。先に縮小してください。</translation>
    </message>
    <message>
      <source>There is nothing to make: the plan has no cell that is on. Add photos and poses.</source>
      <translation>作成する画像がありません。写真とポーズを追加してください。</translation>
    </message>
    <message>
      <source>These two poses share neither hips nor a neck to hold them by. Place the neck.</source>
      <translation>2 つのポーズに共通する腰も首もなく、位置を合わせられません。首を置いてください。</translation>
    </message>
    <message>
      <source>This box is too small to hold a person; draw it around the whole body.</source>
      <translation>この枠は人物には小さすぎます。全身を囲むように描いてください。</translation>
    </message>
    <message>
      <source>This computer has no {name} device that torch can use; choose auto or cpu.</source>
      <translation>このコンピューターには torch で使える {name} がありません。auto または cpu を選んでください。</translation>
    </message>
    <message>
      <source>This failed through a fault in Repose; try again, and report the log if it comes back.</source>
      <translation>Repose の不具合により失敗しました。もう一度試し、繰り返すようならログを添えて報告してください。</translation>
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
      <translation>この写真は {width} × {height} ピクセルです。各辺に {least} ピクセル以上必要です。大きい写真を選んでください。</translation>
    </message>
    <message>
      <source>This picture failed through a fault in Repose; try again, and report the log if it comes back.</source>
      <translation>Repose の不具合でこの画像を作成できませんでした。もう一度試し、繰り返すようならログを添えて報告してください。</translation>
    </message>
    <message>
      <source>This pose has no joints. Place at least one first.</source>
      <translation>このポーズには関節がありません。先に 1 つ以上置いてください。</translation>
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
      <source>{name} could not be opened ({reason}); check the path.</source>
      <translation>{name} を開けませんでした（{reason}）。場所を確かめてください。</translation>
    </message>
    <message>
      <source>{name} could not be read ({reason}). Check the disk or the name.</source>
      <translation>{name} を読み取れませんでした（{reason}）。ディスクまたは名前を確認してください。</translation>
    </message>
    <message>
      <source>{name} describes a network too large to run; choose other weights.</source>
      <translation>{name} のネットワークは大きすぎて実行できません。別のAIモデルを選んでください。</translation>
    </message>
    <message>
      <source>{name} does not fit its own description; fetch the file again.</source>
      <translation>{name} の内容が説明と一致しません。ファイルを入手し直してください。</translation>
    </message>
    <message>
      <source>{name} does not fit this photo. Take a photo of the same set from the same place, without the person.</source>
      <translation>{name} はこの写真と合いません。同じ場所を同じ位置から、人物なしで撮った写真を使ってください。</translation>
    </message>
    <message>
      <source>{name} ends before all of it is there; download it again.</source>
      <translation>{name} は途中で切れています。もう一度ダウンロードしてください。</translation>
    </message>
    <message>
      <source>{name} holds at most {limit} pixels a side, and the picture has {found}. Choose a smaller size, or PNG or TIFF.</source>
      <translation>{name} の一辺は最大 {limit} ピクセルですが、画像は {found} ピクセルあります。サイズを小さくするか、PNG か TIFF を選んでください。</translation>
    </message>
    <message>
      <source>{name} holds code beside numbers, which was not run; get the checkpoint from its authors.</source>
      <translation>{name} には数値のほかにコードが含まれています（実行していません）。チェックポイントを著者から入手してください。</translation>
    </message>
    <message>
      <source>{name} holds {found}, not {wanted}; choose weights made for this program.</source>
      <translation>{name} の内容は {found} で、{wanted} ではありません。このプログラム用のAIモデルを選んでください。</translation>
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
      <source>{name} is damaged or not the one that came with Repose; get the file again and put it into {folder}, or reinstall.</source>
      <translation>{name} は破損しているか、Repose に付属のものではありません。ファイルを入手し直して {folder} に置くか、再インストールしてください。</translation>
    </message>
    <message>
      <source>{name} is damaged: some of its numbers are not finite. Fetch the file again.</source>
      <translation>{name} は破損しています（有限でない数値が含まれています）。ファイルを入手し直してください。</translation>
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
      <translation>{name} は {limit} MB を超えているため、Repose のAIモデルではありません。</translation>
    </message>
    <message>
      <source>{name} is no PEM file. Choose a certificate and a key in PEM form.</source>
      <translation>{name} は PEM ファイルではありません。PEM 形式の証明書と鍵を選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a file. Choose a photo.</source>
      <translation>{name} はファイルではありません。写真を選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a photo of a known kind. Use one of {kinds}.</source>
      <translation>{name} は対応している写真の形式ではありません。次のいずれかを使ってください：{kinds}</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: it has the entry {entry} and not {other} ({count} are missing); choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} があり、{other} がありません。不足は {count} 個です）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: it has the entry {entry} and not {other}; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} があり、{other} がありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: it holds no named weights; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（名前の付いたパラメーターがありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: it holds the unknown entry {entry}; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（未知の項目 {entry} があります）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: {entry} and {count} more are missing; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} とほか {count} 個がありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: {entry} has the shape {found} and not {wanted}; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} の形が {found} で、{wanted} ではありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: {entry} is missing; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} がありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: {entry} is no tensor; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} がテンソルではありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a published XingGAN generator: {entry} is {found} and not {wanted}; choose a file named ..._net_netG.pth.</source>
      <translation>{name} は公開されている XingGAN の生成器ではありません（{entry} の型が {found} で、{wanted} ではありません）。…_net_netG.pth という名前のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} is not a readable torch checkpoint; download it again.</source>
      <translation>{name} は torch のチェックポイントとして読めません。もう一度ダウンロードしてください。</translation>
    </message>
    <message>
      <source>{name} is {size} MB large; the limit for {kind} is {limit} MB. Export it smaller.</source>
      <translation>{name} は {size} MB です。{kind} の上限は {limit} MB です。小さくして書き出し直してください。</translation>
    </message>
    <message>
      <source>{name} may not be read. Check the file's permissions.</source>
      <translation>{name} を読み取る権限がありません。アクセス権を確認してください。</translation>
    </message>
    <message>
      <source>{name} shows too little of what is behind the person. Take one that shows the whole set.</source>
      <translation>{name} には人物の背後がほとんど写っていません。場所全体が写った写真を使ってください。</translation>
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
      <translation>コンテンツ認証情報に使う {path} を開けませんでした（{reason}）。</translation>
    </message>
    <message>
      <source>{path} is a file, so no folder can be there. Choose another name.</source>
      <translation>{path} はファイルなので、フォルダーを作れません。別の名前にしてください。</translation>
    </message>
    <message>
      <source>{path} is in use here, and originals are kept. Choose another name.</source>
      <translation>{path} は使用中の元ファイルなので上書きしません。別の名前を選んでください。</translation>
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
      <translation>{path} には書き込めません。書き込み権限のあるフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{place} could not be opened ({reason}). Check its permissions.</source>
      <translation>{place} を開けませんでした（{reason}）。アクセス権を確認してください。</translation>
    </message>
    <message>
      <source>“{name}” cannot be a file's name everywhere. Use letters, digits, spaces and hyphens.</source>
      <translation>「{name}」はファイル名として使えない環境があります。文字、数字、スペース、ハイフンを使ってください。</translation>
    </message>
  </context>
  <context>
    <name>EngineLog</name>
    <message>
      <source> Help → Show log folder has it.</source>
      <translation>ログは「ヘルプ → ログのフォルダーを表示」にあります。</translation>
    </message>
  </context>
  <context>
    <name>Explainer</name>
    <message>
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>From the photo</source>
      <translation>写真から取得</translation>
    </message>
    <message>
      <source>Invented</source>
      <translation>補完された部分</translation>
    </message>
    <message>
      <source>Same as in the photo</source>
      <translation>写真のまま</translation>
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
      <translation>追加(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Back to setup</source>
      <translation>設定に戻る(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Choose…</source>
      <translation>選択(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Continue</source>
      <translation>続行(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Export</source>
      <translation>書き出す(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;Leave out</source>
      <translation>除外(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Library…</source>
      <translation>ライブラリ(&amp;L)…</translation>
    </message>
    <message>
      <source>&amp;Make again</source>
      <translation>作り直す(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Next</source>
      <translation>次へ(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;None</source>
      <translation>なし(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Previous</source>
      <translation>前へ(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Remove poses</source>
      <translation>外す(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Resume</source>
      <translation>再開(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Save as…</source>
      <translation>名前を付けて保存(&amp;S)…</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>停止(&amp;S)</translation>
    </message>
    <message>
      <source>1 photo</source>
      <translation>写真 1 枚</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>画像 1 枚</translation>
    </message>
    <message>
      <source>1 pose</source>
      <translation>ポーズ 1 個</translation>
    </message>
    <message>
      <source>A&amp;ll</source>
      <translation>すべて(&amp;L)</translation>
    </message>
    <message>
      <source>AI-edited</source>
      <translation>AI 加工</translation>
    </message>
    <message>
      <source>Add a number</source>
      <translation>番号を付ける</translation>
    </message>
    <message>
      <source>Also create</source>
      <translation>同時に作成</translation>
    </message>
    <message>
      <source>An export broke off: {done} of {total} pictures are finished.</source>
      <translation>書き出しが途中で終わっています。{total} 枚のうち {done} 枚が完成しています。</translation>
    </message>
    <message>
      <source>Ask again later</source>
      <translation>後で確認する</translation>
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
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Catalogue: white square, 2000 px</source>
      <translation>カタログ：白い正方形、2000 px</translation>
    </message>
    <message>
      <source>Certificate chain (PEM)</source>
      <translation>証明書チェーン（PEM）</translation>
    </message>
    <message>
      <source>Certificate…</source>
      <translation>証明書…</translation>
    </message>
    <message>
      <source>Checking existing files</source>
      <translation>既存のファイルを確認中</translation>
    </message>
    <message>
      <source>Click to tick the whole column, and once more for what was ticked before.</source>
      <translation>クリックすると列全体を選び、もう一度クリックすると前の選び方に戻ります。</translation>
    </message>
    <message>
      <source>Click to tick the whole row, and once more for what was ticked before.</source>
      <translation>クリックすると行全体を選び、もう一度クリックすると前の選び方に戻ります。</translation>
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
      <source>Contact sheet format</source>
      <translation>コンタクトシートの形式</translation>
    </message>
    <message>
      <source>Continue export</source>
      <translation>書き出しを続ける</translation>
    </message>
    <message>
      <source>Continue the export?</source>
      <translation>書き出しを続けますか？</translation>
    </message>
    <message>
      <source>Converted to sRGB</source>
      <translation>sRGB に変換</translation>
    </message>
    <message>
      <source>Could not be made:</source>
      <translation>作成できなかった画像:</translation>
    </message>
    <message>
      <source>Current poses</source>
      <translation>編集中のポーズ</translation>
    </message>
    <message>
      <source>Custom</source>
      <translation>カスタム</translation>
    </message>
    <message>
      <source>Cutout (transparent PNG)</source>
      <translation>切り抜き（透明 PNG）</translation>
    </message>
    <message>
      <source>Delete preset</source>
      <translation>プリセットを削除</translation>
    </message>
    <message>
      <source>Do not continue</source>
      <translation>続けない</translation>
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
      <source>Exact size, cropped</source>
      <translation>指定サイズ（トリミング）</translation>
    </message>
    <message>
      <source>Exact size, padded</source>
      <translation>指定サイズ（余白を追加）</translation>
    </message>
    <message>
      <source>Example</source>
      <translation>例</translation>
    </message>
    <message>
      <source>Export pictures</source>
      <translation>画像の書き出し</translation>
    </message>
    <message>
      <source>Failed or to be checked:</source>
      <translation>失敗した画像と確認が必要な画像:</translation>
    </message>
    <message>
      <source>Failed pictures</source>
      <translation>失敗した画像</translation>
    </message>
    <message>
      <source>Files of pictures left out are kept in the folder “{folder}” inside.</source>
      <translation>除外した画像のファイルは、書き出し先の中の「{folder}」フォルダーに残してあります。</translation>
    </message>
    <message>
      <source>Files there already: {count}.</source>
      <translation>すでにあるファイル：{count}件。</translation>
    </message>
    <message>
      <source>Finding person</source>
      <translation>人物を検出中</translation>
    </message>
    <message>
      <source>Finished files go into the folder “{folder}” inside; none is deleted.</source>
      <translation>完成したファイルは書き出し先の中の「{folder}」フォルダーに移動します。削除はしません。</translation>
    </message>
    <message>
      <source>Fit to each person</source>
      <translation>人物の体型に合わせる</translation>
    </message>
    <message>
      <source>Fit to each person, extend the picture</source>
      <translation>人物に合わせて画像を広げる</translation>
    </message>
    <message>
      <source>Fit to each person, feet on the ground</source>
      <translation>人物の体型に合わせ、足を接地</translation>
    </message>
    <message>
      <source>Fit to each person, inside the picture</source>
      <translation>人物に合わせて画面内に収める</translation>
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
      <source>Folder: {path}</source>
      <translation>フォルダー：{path}</translation>
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
      <source>Height, pixels</source>
      <translation>高さ（ピクセル）</translation>
    </message>
    <message>
      <source>If file exists</source>
      <translation>同名ファイル</translation>
    </message>
    <message>
      <source>Include location</source>
      <translation>撮影場所を含める</translation>
    </message>
    <message>
      <source>Keep camera and author data</source>
      <translation>カメラ情報と著作者情報を残す</translation>
    </message>
    <message>
      <source>Keep position on original canvas</source>
      <translation>元のキャンバス上の位置のまま</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>キープしたポーズ</translation>
    </message>
    <message>
      <source>Key…</source>
      <translation>鍵…</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>除外</translation>
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
      <source>Make again</source>
      <translation>作り直す</translation>
    </message>
    <message>
      <source>Margins</source>
      <translation>余白</translation>
    </message>
    <message>
      <source>Names</source>
      <translation>ファイル名</translation>
    </message>
    <message>
      <source>No poses found. Try another word or folder.</source>
      <translation>ポーズが見つかりません。別の言葉やフォルダーでお試しください。</translation>
    </message>
    <message>
      <source>One PNG</source>
      <translation>PNG（1 枚）</translation>
    </message>
    <message>
      <source>Open f&amp;older</source>
      <translation>フォルダーを開く(&amp;O)</translation>
    </message>
    <message>
      <source>Open in another program</source>
      <translation>別のプログラムで開く</translation>
    </message>
    <message>
      <source>Overall progress</source>
      <translation>全体の進行状況</translation>
    </message>
    <message>
      <source>Overwrite</source>
      <translation>上書きする</translation>
    </message>
    <message>
      <source>PDF, several pages</source>
      <translation>PDF（複数ページ）</translation>
    </message>
    <message>
      <source>PNG, 16 bits</source>
      <translation>PNG（16 ビット）</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>一時停止中</translation>
    </message>
    <message>
      <source>Photo's profile</source>
      <translation>写真のプロファイル</translation>
    </message>
    <message>
      <source>Photos and poses</source>
      <translation>写真とポーズ</translation>
    </message>
    <message>
      <source>Photos left out because their person has not been found yet: {count}. Open this window again later.</source>
      <translation>人物をまだ検出中の写真は含まれていません（{count} 枚）。あとでもう一度この画面を開いてください。</translation>
    </message>
    <message>
      <source>Photos that new poses are for</source>
      <translation>新しいポーズの対象となる写真</translation>
    </message>
    <message>
      <source>Pictures</source>
      <translation>画像</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Poses of the library</source>
      <translation>ライブラリのポーズ</translation>
    </message>
    <message>
      <source>Position of the mark</source>
      <translation>表示マークの位置</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Preset name</source>
      <translation>プリセット名</translation>
    </message>
    <message>
      <source>Print: 16-bit TIFF, 300 dpi</source>
      <translation>印刷：16 ビット TIFF、300 dpi</translation>
    </message>
    <message>
      <source>Private key (PEM)</source>
      <translation>秘密鍵（PEM）</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>画質</translation>
    </message>
    <message>
      <source>Re&amp;sume batch in this folder</source>
      <translation>このフォルダーの書き出しを再開(&amp;S)</translation>
    </message>
    <message>
      <source>Rendering</source>
      <translation>レンダリング中</translation>
    </message>
    <message>
      <source>Requires your own certificate. Nothing is sent anywhere.</source>
      <translation>ご自分の証明書が必要です。どこにも送信しません。</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>解像度</translation>
    </message>
    <message>
      <source>Retry &amp;failed</source>
      <translation>失敗した画像を再試行(&amp;F)</translation>
    </message>
    <message>
      <source>Same as photo</source>
      <translation>写真と同じ</translation>
    </message>
    <message>
      <source>Same as photo (PNG)</source>
      <translation>写真と同じ（PNG）</translation>
    </message>
    <message>
      <source>Same placement</source>
      <translation>同じ配置で</translation>
    </message>
    <message>
      <source>Save picture</source>
      <translation>画像を保存</translation>
    </message>
    <message>
      <source>Save preset</source>
      <translation>プリセットを保存</translation>
    </message>
    <message>
      <source>Save preset…</source>
      <translation>プリセットを保存…</translation>
    </message>
    <message>
      <source>Search poses</source>
      <translation>ポーズを検索</translation>
    </message>
    <message>
      <source>Show large</source>
      <translation>拡大して表示</translation>
    </message>
    <message>
      <source>Sign with Content Credentials</source>
      <translation>コンテンツ認証情報で署名</translation>
    </message>
    <message>
      <source>Signature algorithm</source>
      <translation>署名アルゴリズム</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>スキップする</translation>
    </message>
    <message>
      <source>Solid colour</source>
      <translation>単色</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>開始しています…</translation>
    </message>
    <message>
      <source>Stopped. Finished pictures are kept; you can make the rest later.</source>
      <translation>停止しました。完成した画像は残っています。残りは後で作成できます。</translation>
    </message>
    <message>
      <source>TIFF, 16 bits</source>
      <translation>TIFF（16 ビット）</translation>
    </message>
    <message>
      <source>Table (CSV)</source>
      <translation>一覧表（CSV）</translation>
    </message>
    <message>
      <source>Text of the mark</source>
      <translation>マークの文字</translation>
    </message>
    <message>
      <source>They are replaced by the new ones.</source>
      <translation>新しいファイルで置き換えられます。</translation>
    </message>
    <message>
      <source>They stay, and are not made again.</source>
      <translation>そのまま残り、作り直しません。</translation>
    </message>
    <message>
      <source>They stay, and the new ones get a number.</source>
      <translation>そのまま残り、新しいファイルには番号が付きます。</translation>
    </message>
    <message>
      <source>Tick &amp;all</source>
      <translation>すべて選ぶ(&amp;A)</translation>
    </message>
    <message>
      <source>Tick &amp;none</source>
      <translation>すべて外す(&amp;N)</translation>
    </message>
    <message>
      <source>Tick the poses of the library that are to be in the matrix</source>
      <translation>書き出すポーズをライブラリから選びます</translation>
    </message>
    <message>
      <source>To be checked, as far as is known: {count}</source>
      <translation>要確認（現時点で分かっているもの）：{count}</translation>
    </message>
    <message>
      <source>Tokens: {tokens}. Use {index:03} for leading zeros.</source>
      <translation>使える記号：{tokens}。{index:03} と書くと 3 桁の番号になります。</translation>
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
      <source>Use general setting</source>
      <translation>全体の設定に従う</translation>
    </message>
    <message>
      <source>Use ticked poses</source>
      <translation>選んだポーズを使う</translation>
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
      <source>Writing</source>
      <translation>書き込み中</translation>
    </message>
    <message>
      <source>already finished: {count}</source>
      <translation>完成済み：{count}</translation>
    </message>
    <message>
      <source>as placed</source>
      <translation>そのまま</translation>
    </message>
    <message>
      <source>being made</source>
      <translation>作成中</translation>
    </message>
    <message>
      <source>check this first: {doubts}</source>
      <translation>最初に確認：{doubts}</translation>
    </message>
    <message>
      <source>check {doubts}</source>
      <translation>要確認：{doubts}</translation>
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
      <source>extended</source>
      <translation>広げる</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失敗</translation>
    </message>
    <message>
      <source>failed: {count}</source>
      <translation>失敗：{count}</translation>
    </message>
    <message>
      <source>fitted</source>
      <translation>体型合わせ</translation>
    </message>
    <message>
      <source>for all {count} photos</source>
      <translation>全{count}枚の写真に適用</translation>
    </message>
    <message>
      <source>for the photo in the plan</source>
      <translation>書き出し対象の写真1枚に適用</translation>
    </message>
    <message>
      <source>for the {count} photos in the plan</source>
      <translation>書き出し対象の写真{count}枚に適用</translation>
    </message>
    <message>
      <source>inside</source>
      <translation>画面内</translation>
    </message>
    <message>
      <source>left out</source>
      <translation>除外</translation>
    </message>
    <message>
      <source>left out: {count}</source>
      <translation>除外：{count}</translation>
    </message>
    <message>
      <source>made</source>
      <translation>作成済み</translation>
    </message>
    <message>
      <source>made: {count}</source>
      <translation>作成：{count}</translation>
    </message>
    <message>
      <source>moves what the photo does not show: {joints}</source>
      <translation>写真に写っていない関節を動かしています：{joints}</translation>
    </message>
    <message>
      <source>not in this batch</source>
      <translation>書き出しの対象外</translation>
    </message>
    <message>
      <source>not set</source>
      <translation>記録しない</translation>
    </message>
    <message>
      <source>on ground</source>
      <translation>足を接地</translation>
    </message>
    <message>
      <source>skipped, file exists</source>
      <translation>同名のためスキップ</translation>
    </message>
    <message>
      <source>skipped, file exists: {count}</source>
      <translation>同名のためスキップ：{count}</translation>
    </message>
    <message>
      <source>to be checked: {count}</source>
      <translation>要確認：{count}</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>待機中</translation>
    </message>
    <message>
      <source>{count} photos</source>
      <translation>写真 {count} 枚</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} poses</source>
      <translation>ポーズ {count} 個</translation>
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
      <source>{pictures} of {photos}, about {time}, {room}</source>
      <translation>{photos}から{pictures}、約 {time}、{room}</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} 秒</translation>
    </message>
    <message>
      <source>{time} left</source>
      <translation>残り {time}</translation>
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
      <source>Edited</source>
      <translation>編集済み</translation>
    </message>
    <message>
      <source>Not read yet</source>
      <translation>読み込み待ち</translation>
    </message>
    <message>
      <source>Photos</source>
      <translation>写真</translation>
    </message>
    <message>
      <source>Remove photo</source>
      <translation>写真を外す</translation>
    </message>
    <message>
      <source>Remove {count} photos</source>
      <translation>{count} 枚の写真を外す</translation>
    </message>
  </context>
  <context>
    <name>FolderBox</name>
    <message>
      <source>All poses</source>
      <translation>すべてのポーズ</translation>
    </message>
    <message>
      <source>My poses</source>
      <translation>マイポーズ</translation>
    </message>
    <message>
      <source>Pose folder</source>
      <translation>ポーズのフォルダー</translation>
    </message>
  </context>
  <context>
    <name>Follows</name>
    <message>
      <source>Follows the head</source>
      <translation>頭に付いて動く</translation>
    </message>
    <message>
      <source>Follows the left hand</source>
      <translation>左手に付いて動く</translation>
    </message>
    <message>
      <source>Follows the left leg</source>
      <translation>左脚に付いて動く</translation>
    </message>
    <message>
      <source>Follows the right hand</source>
      <translation>右手に付いて動く</translation>
    </message>
    <message>
      <source>Follows the right leg</source>
      <translation>右脚に付いて動く</translation>
    </message>
    <message>
      <source>Follows the torso</source>
      <translation>胴体に付いて動く</translation>
    </message>
    <message>
      <source>Stays where it is</source>
      <translation>その場に残る</translation>
    </message>
  </context>
  <context>
    <name>Gestures</name>
    <message>
      <source>Alt while dragging</source>
      <translation>ドラッグ中に Alt</translation>
    </message>
    <message>
      <source>Alt+arrow keys</source>
      <translation>Alt＋矢印キー</translation>
    </message>
    <message>
      <source>Alt+wheel</source>
      <translation>Alt＋ホイール</translation>
    </message>
    <message>
      <source>Arrow keys</source>
      <translation>矢印キー</translation>
    </message>
    <message>
      <source>Bend elbow or knee the other way</source>
      <translation>ひじ・ひざを逆に曲げる</translation>
    </message>
    <message>
      <source>Carry the whole person</source>
      <translation>人物全体を移動する</translation>
    </message>
    <message>
      <source>Click another person</source>
      <translation>別の人物をクリック</translation>
    </message>
    <message>
      <source>Crouch, and shift the weight; with Shift: lean, and tilt the shoulders</source>
      <translation>腰を落とす・重心を移す。Shift を押すと上体を傾ける・肩の線を傾ける</translation>
    </message>
    <message>
      <source>Crouch, or shift the weight; Shift: tilt the hips</source>
      <translation>腰を落とす・重心を移す。Shift を押すと腰の線を傾ける</translation>
    </message>
    <message>
      <source>Ctrl+drag a joint</source>
      <translation>関節を Ctrl＋ドラッグ</translation>
    </message>
    <message>
      <source>Ctrl+drag the torso</source>
      <translation>胴体を Ctrl＋ドラッグ</translation>
    </message>
    <message>
      <source>Double-click a limb</source>
      <translation>腕・脚をダブルクリック</translation>
    </message>
    <message>
      <source>Drag a wrist or an ankle</source>
      <translation>手首・足首をドラッグ</translation>
    </message>
    <message>
      <source>Drag an elbow or a knee</source>
      <translation>ひじ・ひざをドラッグ</translation>
    </message>
    <message>
      <source>Drag the chest</source>
      <translation>胸をドラッグ</translation>
    </message>
    <message>
      <source>Drag the head</source>
      <translation>頭をドラッグ</translation>
    </message>
    <message>
      <source>Drag the hips</source>
      <translation>腰をドラッグ</translation>
    </message>
    <message>
      <source>Drag the torso</source>
      <translation>胴体をドラッグ</translation>
    </message>
    <message>
      <source>Hold Alt</source>
      <translation>Alt を押し続ける</translation>
    </message>
    <message>
      <source>Hold O</source>
      <translation>O を押し続ける</translation>
    </message>
    <message>
      <source>Lean</source>
      <translation>上体を傾ける</translation>
    </message>
    <message>
      <source>Lean; Shift: tilt the shoulders</source>
      <translation>上体を傾ける。Shift を押すと肩の線を傾ける</translation>
    </message>
    <message>
      <source>Menu: lock, hide, front, behind, reset</source>
      <translation>メニュー：固定、隠す、手前へ、後ろへ、リセット</translation>
    </message>
    <message>
      <source>Menu: what it follows</source>
      <translation>メニュー：何に付いて動くか</translation>
    </message>
    <message>
      <source>Move the photo</source>
      <translation>写真を動かす</translation>
    </message>
    <message>
      <source>Move this joint alone, lengths free</source>
      <translation>長さを変えてこの関節だけを動かす</translation>
    </message>
    <message>
      <source>Nudge the selection; Shift: farther, Ctrl: a joint alone, lengths free</source>
      <translation>選択した関節を少し動かす。Shift：大きく、Ctrl：長さを変えて 1 つだけ</translation>
    </message>
    <message>
      <source>Pose that person; the others keep their poses</source>
      <translation>その人物のポーズを編集（ほかの人物のポーズはそのまま）</translation>
    </message>
    <message>
      <source>Reach with the whole limb, lengths kept</source>
      <translation>長さを保って腕・脚を伸ばす</translation>
    </message>
    <message>
      <source>Right-click a held or worn thing</source>
      <translation>持ち物・身に着けた物を右クリック</translation>
    </message>
    <message>
      <source>Right-click a joint</source>
      <translation>関節を右クリック</translation>
    </message>
    <message>
      <source>See the original</source>
      <translation>元の写真を見る</translation>
    </message>
    <message>
      <source>See where in the photo a pixel comes from</source>
      <translation>画素の写真での元の位置を表示</translation>
    </message>
    <message>
      <source>Select several joints</source>
      <translation>複数の関節を選ぶ</translation>
    </message>
    <message>
      <source>Shift the weight over planted feet</source>
      <translation>足を固定したまま重心を移す</translation>
    </message>
    <message>
      <source>Shift+click, or drag a frame</source>
      <translation>Shift＋クリック、または枠で囲む</translation>
    </message>
    <message>
      <source>Shift+drag a joint</source>
      <translation>関節を Shift＋ドラッグ</translation>
    </message>
    <message>
      <source>Shift+drag the torso</source>
      <translation>胴体を Shift＋ドラッグ</translation>
    </message>
    <message>
      <source>Snap to equal heights, the ground, the vertical and angles of 15 degrees; do not snap while Snap is on</source>
      <translation>同じ高さ・地面・垂直・15 度ごとの角度にスナップ。「スナップ」がオンのときはスナップしない</translation>
    </message>
    <message>
      <source>Space+drag, or drag with the middle button</source>
      <translation>Space＋ドラッグ、または中ボタンでドラッグ</translation>
    </message>
    <message>
      <source>Swing it; the limb bends to that side</source>
      <translation>振る。その側に曲がる</translation>
    </message>
    <message>
      <source>Turn the head</source>
      <translation>頭を回す</translation>
    </message>
    <message>
      <source>Turn the selection</source>
      <translation>選択した関節を回す</translation>
    </message>
    <message>
      <source>Turn the whole limb</source>
      <translation>腕・脚全体を回す</translation>
    </message>
    <message>
      <source>Wheel</source>
      <translation>ホイール</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>拡大・縮小</translation>
    </message>
  </context>
  <context>
    <name>Guides</name>
    <message>
      <source>Ground</source>
      <translation>地面</translation>
    </message>
    <message>
      <source>Same height</source>
      <translation>同じ高さ</translation>
    </message>
    <message>
      <source>Vertical</source>
      <translation>垂直</translation>
    </message>
  </context>
  <context>
    <name>HintBar</name>
    <message>
      <source>Close this hint</source>
      <translation>このヒントを閉じる</translation>
    </message>
    <message>
      <source>Show the hint</source>
      <translation>ヒントを表示</translation>
    </message>
  </context>
  <context>
    <name>Hinting</name>
    <message>
      <source>Back to the former size</source>
      <translation>前の大きさに戻す</translation>
    </message>
    <message>
      <source>Bring inside</source>
      <translation>画面内に収める</translation>
    </message>
    <message>
      <source>Choose person</source>
      <translation>人物を選ぶ</translation>
    </message>
    <message>
      <source>Click the person you want to pose, framed or not. Press Esc to cancel.</source>
      <translation>ポーズを変えたい人物をクリックしてください。枠のない人物も選べます。Esc でキャンセルします。</translation>
    </message>
    <message>
      <source>Correct skeleton</source>
      <translation>骨格を直す</translation>
    </message>
    <message>
      <source>Drag each joint to where the photo shows it. Right-click a joint that is not there, or is after all.</source>
      <translation>各関節を写真の位置までドラッグします。写っていない関節は右クリックで切り替えられます。</translation>
    </message>
    <message>
      <source>Extend picture</source>
      <translation>画像を広げる</translation>
    </message>
    <message>
      <source>Paint what belongs to the person. The right button, or Alt held, takes away.</source>
      <translation>人物に含める部分を塗ります。右ボタン、または Alt キーを押しながら塗ると取り除きます。</translation>
    </message>
    <message>
      <source>The colours show how the person is taken apart. Choose what a place belongs to and paint over it; what looks alike beside it follows.</source>
      <translation>色は人物がどう分けられたかを示します。部位を選んで塗ると、隣り合う似た色の場所も一緒に変わります。</translation>
    </message>
    <message>
      <source>{first} {second}</source>
      <translation>{first}{second}</translation>
    </message>
  </context>
  <context>
    <name>Hints</name>
    <message>
      <source>All pictures of this photo are {size} px now, also those of its kept poses: {count}.</source>
      <translation>この写真の画像はすべて{size} pxになりました。キープしたポーズの画像も同じです：{count}。</translation>
    </message>
    <message>
      <source>Check the {limbs} as well.</source>
      <translation>{limbs}も確認してください。</translation>
    </message>
    <message>
      <source>Cut off at the edge of the picture: {parts}.</source>
      <translation>画像の端で切れています：{parts}。</translation>
    </message>
    <message>
      <source>Not found in this photo, though it should show them: {joints}.</source>
      <translation>写っているはずなのに検出されなかった関節があります：{joints}。</translation>
    </message>
    <message>
      <source>Put the skeleton on the person by hand, or draw a box around them.</source>
      <translation>骨格を手で人物に合わせるか、人物を枠で囲んでください。</translation>
    </message>
    <message>
      <source>The head is not in this photo, so it cannot be posed.</source>
      <translation>この写真には頭が写っていないため、頭のポーズは変えられません。</translation>
    </message>
    <message>
      <source>There are {count} people in this photo. Click a person to pose them; the others keep their poses.</source>
      <translation>この写真には{count}人が写っています。人物をクリックするとポーズを付けられます。ほかの人物のポーズはそのまま残ります。</translation>
    </message>
    <message>
      <source>This photo shows the person only down to the hips, so the legs cannot be posed.</source>
      <translation>この写真には腰までしか写っていないため、脚のポーズは変えられません。</translation>
    </message>
    <message>
      <source>This photo shows the person only down to the knees, so the lower legs and feet cannot be posed.</source>
      <translation>この写真にはひざまでしか写っていないため、すねと足のポーズは変えられません。</translation>
    </message>
    <message>
      <source>This photo shows the person only down to the thighs, so the legs cannot be posed.</source>
      <translation>この写真には太ももまでしか写っていないため、脚のポーズは変えられません。</translation>
    </message>
    <message>
      <source>This photo shows the person only down to the waist, so the hips and legs cannot be posed.</source>
      <translation>この写真にはウエストまでしか写っていないため、腰と脚のポーズは変えられません。</translation>
    </message>
  </context>
  <context>
    <name>HistoryPanel</name>
    <message>
      <source>As opened</source>
      <translation>開いたときの状態</translation>
    </message>
    <message>
      <source>As opened. Earlier steps are not kept.</source>
      <translation>開いたときの状態（以前の操作は残りません）</translation>
    </message>
    <message>
      <source>Go back to here</source>
      <translation>ここまで戻る</translation>
    </message>
    <message>
      <source>Go forward to here</source>
      <translation>ここまで進む</translation>
    </message>
    <message>
      <source>History</source>
      <translation>履歴</translation>
    </message>
    <message>
      <source>Only steps that move joints can be undone alone. Go back to the step before it, and do the later ones again.</source>
      <translation>一つの操作だけを元に戻せるのは、関節を動かした操作に限られます。この操作の前まで戻り、後の操作をやり直してください。</translation>
    </message>
    <message>
      <source>The steps after it stay.</source>
      <translation>この後の操作はそのまま残ります。</translation>
    </message>
    <message>
      <source>This step is undone already.</source>
      <translation>この操作はすでに元に戻されています。</translation>
    </message>
    <message>
      <source>Undo only this step</source>
      <translation>この操作だけを元に戻す</translation>
    </message>
    <message>
      <source>Undo only this step (not for steps of this kind)</source>
      <translation>この操作だけを元に戻す（この種類の操作ではできません）</translation>
    </message>
    <message>
      <source>Undo only this step (undone already)</source>
      <translation>この操作だけを元に戻す（すでに元に戻しています）</translation>
    </message>
    <message>
      <source>Undo only this step (“{step}” builds on it)</source>
      <translation>この操作だけを元に戻す（「{step}」がこの操作に基づいています）</translation>
    </message>
    <message>
      <source>“{step}” builds on this step. Undo that one first, or go back to the step before.</source>
      <translation>「{step}」がこの操作を前提にしています。先にそちらを元に戻すか、この操作の前まで戻ってください。</translation>
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
      <translation>固定</translation>
    </message>
  </context>
  <context>
    <name>JointTable</name>
    <message>
      <source>Joints</source>
      <translation>関節</translation>
    </message>
    <message>
      <source>Where each joint is, whether it is visible and whether it is locked</source>
      <translation>各関節の位置、表示しているかどうか、固定しているかどうか</translation>
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
      <source>Move joint</source>
      <translation>関節を移動</translation>
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
    <name>Judgement</name>
    <message>
      <source>Check the {limbs}: {reasons}.</source>
      <translation>{limbs}を確認してください：{reasons}。</translation>
    </message>
    <message>
      <source>invented parts (hidden in the photo)</source>
      <translation>補完された部分（写真では隠れています）</translation>
    </message>
    <message>
      <source>the outline (unclear in the photo)</source>
      <translation>輪郭（写真でははっきりしません）</translation>
    </message>
    <message>
      <source>what is carried or worn there</source>
      <translation>持ち物や身につけている物</translation>
    </message>
    <message>
      <source>{before} {next}</source>
      <translation>{before}{next}</translation>
    </message>
    <message>
      <source>{before}; {next}</source>
      <translation>{before}；{next}</translation>
    </message>
    <message>
      <source>{limbs}: {reasons}</source>
      <translation>{limbs}：{reasons}</translation>
    </message>
    <message>
      <source>{limbs}: {reasons}.</source>
      <translation>{limbs}：{reasons}。</translation>
    </message>
  </context>
  <context>
    <name>KeptElsewhere</name>
    <message>
      <source>The export offers poses kept on other photos as well: {photos}</source>
      <translation>書き出しでは、ほかの写真でキープしたポーズも使えます：{photos}</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>ほか {count} 枚</translation>
    </message>
  </context>
  <context>
    <name>Layer</name>
    <message>
      <source>head</source>
      <translation>頭</translation>
    </message>
    <message>
      <source>left arm</source>
      <translation>左腕</translation>
    </message>
    <message>
      <source>left leg</source>
      <translation>左脚</translation>
    </message>
    <message>
      <source>right arm</source>
      <translation>右腕</translation>
    </message>
    <message>
      <source>right leg</source>
      <translation>右脚</translation>
    </message>
    <message>
      <source>thing</source>
      <translation>持ち物</translation>
    </message>
    <message>
      <source>torso</source>
      <translation>胴体</translation>
    </message>
  </context>
  <context>
    <name>LayerMenus</name>
    <message>
      <source>As found</source>
      <translation>自動判定に戻す</translation>
    </message>
    <message>
      <source>In front of: {part}</source>
      <translation>手前に重なる：{part}</translation>
    </message>
    <message>
      <source>Nothing is held or worn in this photo</source>
      <translation>この写真に持ち物はありません</translation>
    </message>
    <message>
      <source>Order in the photo</source>
      <translation>写真での重なり順</translation>
    </message>
    <message>
      <source>Select an arm or a leg first</source>
      <translation>先に腕か脚を選んでください</translation>
    </message>
    <message>
      <source>Thing as found</source>
      <translation>持ち物を自動判定に戻す</translation>
    </message>
    <message>
      <source>{number}: {follows}</source>
      <translation>{number}：{follows}</translation>
    </message>
  </context>
  <context>
    <name>Legend</name>
    <message>
      <source>Invented: {percent}% of the person</source>
      <translation>補完された部分：人物の {percent}%</translation>
    </message>
    <message>
      <source>Person (matte)</source>
      <translation>人物（切り抜き）</translation>
    </message>
    <message>
      <source>The matte lies over the photo: see Original</source>
      <translation>切り抜きの範囲は「元の写真」表示で確認できます</translation>
    </message>
  </context>
  <context>
    <name>LibraryPanel</name>
    <message>
      <source>Blend pose</source>
      <translation>ポーズをブレンド</translation>
    </message>
    <message>
      <source>Delete pose…</source>
      <translation>ポーズを削除…</translation>
    </message>
    <message>
      <source>Flip</source>
      <translation>左右反転</translation>
    </message>
    <message>
      <source>Move to folder</source>
      <translation>フォルダーへ移動</translation>
    </message>
    <message>
      <source>No poses found. Try another word or folder.</source>
      <translation>該当するポーズがありません。別の言葉やフォルダーを試してください。</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Save this pose to the library</source>
      <translation>このポーズをライブラリに保存</translation>
    </message>
    <message>
      <source>Saves this pose to the library, for all photos and projects. Keep pose keeps it with this photo, in the project.</source>
      <translation>このポーズをライブラリに保存し、すべての写真とプロジェクトで使えるようにします。「ポーズをキープ」は、この写真のポーズとしてプロジェクトに残します。</translation>
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
      <source>Show and apply poses mirrored</source>
      <translation>ポーズを左右反転して表示・適用する</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Picture copied</source>
      <translation>画像をコピーしました</translation>
    </message>
    <message>
      <source>Saved {path}</source>
      <translation>{path} に保存しました</translation>
    </message>
    <message>
      <source>Something went wrong in Repose. Nothing is lost; Help → Show log folder has the details.</source>
      <translation>Repose で問題が発生しました。作業内容は失われていません。詳細は「ヘルプ → ログのフォルダーを表示」にあります。</translation>
    </message>
    <message>
      <source>The picture is made in full size, then copied…</source>
      <translation>元の大きさで画像を作成し、コピーします…</translation>
    </message>
  </context>
  <context>
    <name>MatteBar</name>
    <message>
      <source> px</source>
      <translation> px</translation>
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
      <source>Brush hardness (Shift+[ and Shift+])</source>
      <translation>ブラシの硬さ（Shift+[ と Shift+]）</translation>
    </message>
    <message>
      <source>Brush hardness, in percent</source>
      <translation>ブラシの硬さ（パーセント）</translation>
    </message>
    <message>
      <source>Brush size</source>
      <translation>ブラシのサイズ</translation>
    </message>
    <message>
      <source>Brush size ([ and ])</source>
      <translation>ブラシのサイズ（[ と ]）</translation>
    </message>
    <message>
      <source>Brush size in photo pixels</source>
      <translation>ブラシのサイズ（写真のピクセル）</translation>
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
      <source>Matte brush</source>
      <translation>切り抜きブラシ</translation>
    </message>
    <message>
      <source>Paint areas that belong to the person (X switches, holding Alt switches temporarily)</source>
      <translation>人物に含める部分を塗る（X で切り替え、Alt を押している間だけ反対）</translation>
    </message>
    <message>
      <source>Paint areas that do not belong to the person (X switches, holding Alt switches temporarily)</source>
      <translation>人物に含めない部分を塗る（X で切り替え、Alt を押している間だけ反対）</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>リセット</translation>
    </message>
    <message>
      <source>Restore the matte that was detected</source>
      <translation>検出された切り抜きに戻す</translation>
    </message>
    <message>
      <source>Show the cutout on a checkerboard (C)</source>
      <translation>切り抜いた部分を市松模様の上に表示する（C）</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
  </context>
  <context>
    <name>MatteTool</name>
    <message>
      <source>Add to matte</source>
      <translation>切り抜きに追加</translation>
    </message>
    <message>
      <source>Remove from matte</source>
      <translation>切り抜きから削除</translation>
    </message>
    <message>
      <source>Reset matte</source>
      <translation>切り抜きをリセット</translation>
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
      <source>&amp;Pose from another photo</source>
      <translation>別の写真のポーズを使う(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>表示(&amp;V)</translation>
    </message>
    <message>
      <source>Back&amp;ground</source>
      <translation>背景(&amp;G)</translation>
    </message>
    <message>
      <source>More tools</source>
      <translation>その他のツール</translation>
    </message>
    <message>
      <source>P&amp;erson from another photo</source>
      <translation>別の写真の人物に差し替え(&amp;E)</translation>
    </message>
    <message>
      <source>Pe&amp;rson</source>
      <translation>人物(&amp;R)</translation>
    </message>
    <message>
      <source>Selected &amp;limb in the photo</source>
      <translation>選択した腕・脚の写真での重なり(&amp;L)</translation>
    </message>
    <message>
      <source>Th&amp;ings held or worn</source>
      <translation>持ち物・身に着けた物(&amp;I)</translation>
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
      <source>Edit pictures of people only with their consent, and never to deceive or humiliate anyone.</source>
      <translation>人物の画像の加工は本人の同意を得たうえで行い、人を欺いたり辱めたりするために使わないでください。</translation>
    </message>
    <message>
      <source>Everything happens on this computer. No photo leaves it.</source>
      <translation>すべての処理はこのコンピューターの中で行われ、写真が外に出ることはありません。</translation>
    </message>
    <message>
      <source>Help → Guidelines says more: consent, checks before a picture goes out, known failures, the law.</source>
      <translation>「ヘルプ → 利用上の注意」に、同意、公開前の確認、既知の問題、法律についての説明があります。</translation>
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
      <source>Saved pictures carry a note in the file that says so. Leave it there, and tell viewers wherever a picture could be mistaken for a photograph; some countries require this by law.</source>
      <translation>保存した画像のファイルには、合成画像である旨の注記が入ります。注記は残し、写真と誤解されるおそれがある場合は見る人に伝えてください。国によっては法律で義務づけられています。</translation>
    </message>
    <message>
      <source>Whatever a photo does not show is made up. The pictures are synthetic and not evidence of anything.</source>
      <translation>写真に写っていない部分は作り出されます。できあがる画像は合成であり、何かの証拠にはなりません。</translation>
    </message>
  </context>
  <context>
    <name>OnionBar</name>
    <message>
      <source>How much of the original is seen, in percent</source>
      <translation>元の人物の不透明度（%）</translation>
    </message>
    <message>
      <source>Original</source>
      <translation>元の人物</translation>
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
      <source>Open a photo first. The pose is applied to the person in it.</source>
      <translation>先に写真を開いてください。ポーズは写真の人物に適用されます。</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>フォルダーを開く</translation>
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
      <source>Project</source>
      <translation>プロジェクト</translation>
    </message>
    <message>
      <source>Save picture</source>
      <translation>画像を保存</translation>
    </message>
    <message>
      <source>There are no photos in {folder}. Choose the folder that they lie in.</source>
      <translation>{folder} に写真がありません。写真が直接入っているフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>There is nothing to paste. Copy a photo, a photo file or a pose first.</source>
      <translation>貼り付けられるものがありません。先に写真、写真のファイル、またはポーズをコピーしてください。</translation>
    </message>
    <message>
      <source>Use a photo of the empty set</source>
      <translation>人物のいない写真を使う</translation>
    </message>
    <message>
      <source>{name} already exists. Do you want to replace it?</source>
      <translation>{name} は既に存在します。置き換えますか？</translation>
    </message>
  </context>
  <context>
    <name>OwnPoses</name>
    <message>
      <source>Delete pose</source>
      <translation>ポーズを削除</translation>
    </message>
    <message>
      <source>Delete the pose “{name}” from the library? This cannot be undone.</source>
      <translation>ポーズ「{name}」をライブラリから削除しますか？この操作は元に戻せません。</translation>
    </message>
    <message>
      <source>Folder name</source>
      <translation>フォルダーの名前</translation>
    </message>
    <message>
      <source>My poses</source>
      <translation>マイポーズ</translation>
    </message>
    <message>
      <source>New folder</source>
      <translation>新しいフォルダー</translation>
    </message>
    <message>
      <source>New folder…</source>
      <translation>新しいフォルダー…</translation>
    </message>
    <message>
      <source>Pose name</source>
      <translation>ポーズの名前</translation>
    </message>
    <message>
      <source>Save pose</source>
      <translation>ポーズを保存</translation>
    </message>
    <message>
      <source>“{name}” is in {folder}</source>
      <translation>「{name}」を「{folder}」に入れました</translation>
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>Gestures</source>
      <translation>操作方法</translation>
    </message>
    <message>
      <source>Guide</source>
      <translation>使い方</translation>
    </message>
    <message>
      <source>Guidelines</source>
      <translation>利用上の注意</translation>
    </message>
    <message>
      <source>Known failures</source>
      <translation>既知の問題</translation>
    </message>
  </context>
  <context>
    <name>PartBar</name>
    <message>
      <source> px</source>
      <translation> px</translation>
    </message>
    <message>
      <source>Back to posing (Esc)</source>
      <translation>ポーズ編集に戻る（Esc）</translation>
    </message>
    <message>
      <source>Brush size</source>
      <translation>ブラシサイズ</translation>
    </message>
    <message>
      <source>Brush size ([ and ])</source>
      <translation>ブラシサイズ（[ と ]）</translation>
    </message>
    <message>
      <source>Brush size in photo pixels</source>
      <translation>ブラシサイズ（写真のピクセル）</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>Here: {part}</source>
      <translation>ここ：{part}</translation>
    </message>
    <message>
      <source>Paint over what was painted, to leave it to the machine again (X)</source>
      <translation>塗った指定を消し、自動判定に戻します（X）</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>リセット</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
    <message>
      <source>Take back</source>
      <translation>指定を消す</translation>
    </message>
    <message>
      <source>Take back all that was painted on this photo</source>
      <translation>この写真に塗った指定をすべて消します</translation>
    </message>
    <message>
      <source>What belongs to what</source>
      <translation>部位の指定</translation>
    </message>
    <message>
      <source>What is painted belongs to</source>
      <translation>塗った場所の部位</translation>
    </message>
    <message>
      <source>What you paint belongs to this (Up and Down; the right button takes what lies there)</source>
      <translation>塗った場所はこの部位になります（↑ と ↓ で選択、右クリックでその場所の部位を取得）</translation>
    </message>
  </context>
  <context>
    <name>PartTool</name>
    <message>
      <source>As found again</source>
      <translation>自動判定に戻す</translation>
    </message>
    <message>
      <source>Belongs to: {part}</source>
      <translation>部位を指定：{part}</translation>
    </message>
    <message>
      <source>Reset what belongs to what</source>
      <translation>部位の指定をリセット</translation>
    </message>
  </context>
  <context>
    <name>PersonActions</name>
    <message>
      <source>Person farther</source>
      <translation>人物を奥へ</translation>
    </message>
    <message>
      <source>Person nearer</source>
      <translation>人物を手前へ</translation>
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
      <source>Automatic limb order</source>
      <translation>腕・脚の前後を自動に戻す</translation>
    </message>
    <message>
      <source>Bend the other way</source>
      <translation>逆向きに曲げる</translation>
    </message>
    <message>
      <source>Bring inside picture</source>
      <translation>画面内に収める</translation>
    </message>
    <message>
      <source>Bring limb to front</source>
      <translation>腕・脚を手前へ</translation>
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
      <source>End picture at the photo's edge</source>
      <translation>画像を写真の端までに戻す</translation>
    </message>
    <message>
      <source>Extend picture</source>
      <translation>画像を広げる</translation>
    </message>
    <message>
      <source>Head, hands and feet are in the picture, so there is nothing to extend it for.</source>
      <translation>頭・手・足はすべて画像に収まっているため、広げる必要はありません。</translation>
    </message>
    <message>
      <source>Hide joints</source>
      <translation>関節を隠す</translation>
    </message>
    <message>
      <source>Mirror pose</source>
      <translation>ポーズを左右反転</translation>
    </message>
    <message>
      <source>Reset joints</source>
      <translation>関節をリセット</translation>
    </message>
    <message>
      <source>Reset pose</source>
      <translation>ポーズをリセット</translation>
    </message>
    <message>
      <source>Reset whole limb</source>
      <translation>腕・脚全体をリセット</translation>
    </message>
    <message>
      <source>Restore joints</source>
      <translation>隠した関節を戻す</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>回転</translation>
    </message>
    <message>
      <source>Scale</source>
      <translation>拡大・縮小</translation>
    </message>
    <message>
      <source>Send limb behind</source>
      <translation>腕・脚を後ろへ</translation>
    </message>
    <message>
      <source>Swap left and right</source>
      <translation>左右を入れ替える</translation>
    </message>
    <message>
      <source>The picture cannot be extended further there: the photo itself cuts the person off at this edge, or half of its size was added already. Bring the pose inside instead.</source>
      <translation>この端では画像をこれ以上広げられません。写真そのものが人物を切っているか、すでに写真の半分の大きさまで広げています。代わりにポーズを画面内に収めてください。</translation>
    </message>
  </context>
  <context>
    <name>PoseApplier</name>
    <message>
      <source>Apply pose</source>
      <translation>ポーズを適用</translation>
    </message>
    <message>
      <source>Apply pose: {name}</source>
      <translation>ポーズを適用：{name}</translation>
    </message>
    <message>
      <source>Blend pose</source>
      <translation>ポーズをブレンド</translation>
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
      <translation>デバイス(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Language</source>
      <translation>言語(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Theme</source>
      <translation>テーマ(&amp;T)</translation>
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
      <source>Include &amp;photos in projects, so that a single file can be shared</source>
      <translation>写真をプロジェクトに含める（1 つのファイルで共有できます）(&amp;P)</translation>
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
      <source>Same as system</source>
      <translation>システムに合わせる</translation>
    </message>
  </context>
  <context>
    <name>Project</name>
    <message>
      <source>A matte in this project is damaged; the person will be detected again.</source>
      <translation>このプロジェクトの切り抜きの一つが壊れています。人物を検出し直します。</translation>
    </message>
    <message>
      <source>A project holds at most {photos} photos and {poses} kept poses, and this one has more. Split it into several.</source>
      <translation>プロジェクトには写真 {photos} 枚、キープしたポーズ {poses} 個まで保存できますが、上限を超えています。複数のプロジェクトに分けてください。</translation>
    </message>
    <message>
      <source>One or more photos from the last session could not be restored.</source>
      <translation>前回の写真のうち、復元できなかったものがあります。</translation>
    </message>
    <message>
      <source>The data from the last session can no longer be read.</source>
      <translation>前回の作業の記録を読み取れません。</translation>
    </message>
    <message>
      <source>The project could not be saved as {path}: {reason}. Choose another place.</source>
      <translation>プロジェクトを {path} に保存できませんでした（{reason}）。別の場所を選んでください。</translation>
    </message>
    <message>
      <source>The project {path} does not exist.</source>
      <translation>プロジェクト {path} はありません。</translation>
    </message>
    <message>
      <source>There is not enough memory to open {name}.</source>
      <translation>{name} を開くにはメモリが足りません。</translation>
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
      <source>This project is damaged: its contents cannot be read.</source>
      <translation>このプロジェクトは壊れていて、内容を読み取れません。</translation>
    </message>
    <message>
      <source>This project is incomplete: {name} is missing.</source>
      <translation>このプロジェクトには {name} が欠けています。</translation>
    </message>
    <message>
      <source>This project was saved by a newer Repose (format {found}; this one reads {known}). Update Repose.</source>
      <translation>このプロジェクトは新しい Repose で保存されています（形式 {found}、このバージョンは {known} まで対応）。Repose を更新してください。</translation>
    </message>
    <message>
      <source>This work is being restored in another window, or no longer exists.</source>
      <translation>この作業は別のウィンドウで復元中か、すでになくなっています。</translation>
    </message>
    <message>
      <source>Your edits are not being backed up: {reason}. Save the project, then free some disk space.</source>
      <translation>編集内容の自動保存ができていません（{reason}）。プロジェクトを保存し、空き容量を増やしてください。</translation>
    </message>
    <message>
      <source>{name} could not be read and is not included in the project; only its location is stored.</source>
      <translation>{name} を読み取れなかったため、プロジェクトには場所だけを記録しました。</translation>
    </message>
    <message>
      <source>{name} has changed on disk since it was opened; the project contains the current version.</source>
      <translation>{name} は開いた後に変更されています。プロジェクトには現在の内容を保存しました。</translation>
    </message>
    <message>
      <source>{name} in this project is too large to be opened.</source>
      <translation>このプロジェクトの {name} は大きすぎて開けません。</translation>
    </message>
    <message>
      <source>{name} in this project was not packed by Repose. Save the project again with Repose.</source>
      <translation>このプロジェクトの {name} は Repose の形式で圧縮されていません。Repose でプロジェクトを保存し直してください。</translation>
    </message>
    <message>
      <source>{name} is not a Repose project, or it is damaged. Choose another file.</source>
      <translation>{name} は Repose のプロジェクトではないか、壊れています。別のファイルを選んでください。</translation>
    </message>
    <message>
      <source>{name} was not found at {path}. Put it back there and open the project again.</source>
      <translation>{name} が {path} に見つかりません。元の場所に戻してから、プロジェクトを開き直してください。</translation>
    </message>
    <message>
      <source>{path} cannot be read. Check its permissions.</source>
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
      <source>Replace</source>
      <translation>置き換える</translation>
    </message>
    <message>
      <source>Replace the project?</source>
      <translation>プロジェクトを置き換えますか？</translation>
    </message>
    <message>
      <source>Repose project</source>
      <translation>Repose プロジェクト</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>名前を付けて保存…</translation>
    </message>
    <message>
      <source>Save project</source>
      <translation>プロジェクトを保存</translation>
    </message>
    <message>
      <source>Save the project?</source>
      <translation>プロジェクトを保存しますか？</translation>
    </message>
    <message>
      <source>The project has unsaved changes. They will be lost if you do not save it.</source>
      <translation>プロジェクトに保存されていない変更があります。保存しないと失われます。</translation>
    </message>
    <message>
      <source>This project was changed on disk since it was opened or saved here. Saving it replaces what was changed there.</source>
      <translation>このプロジェクトのファイルは、ここで開いた後または保存した後に変更されています。保存すると、その変更内容は失われます。</translation>
    </message>
  </context>
  <context>
    <name>QAbstractFileIconProvider</name>
    <message>
      <source>Drive</source>
      <translation>ドライブ</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>フォルダ</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>不明</translation>
    </message>
  </context>
  <context>
    <name>QFileDialog</name>
    <message>
      <source>&amp;Look in:</source>
      <translation>場所(&amp;L):</translation>
    </message>
    <message>
      <source>Files of &amp;type:</source>
      <translation>ファイルの種類(&amp;T):</translation>
    </message>
  </context>
  <context>
    <name>QKeySequenceEdit</name>
    <message>
      <source>Press shortcut</source>
      <translation>キーを押す</translation>
    </message>
  </context>
  <context>
    <name>RecentFiles</name>
    <message>
      <source>{name} is no longer where it was.</source>
      <translation>{name} は元の場所にありません。</translation>
    </message>
  </context>
  <context>
    <name>RecentMenu</name>
    <message>
      <source>Clear list</source>
      <translation>一覧を消去</translation>
    </message>
    <message>
      <source>Open &amp;recent</source>
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
      <source>The photo {photo} that this picture was made from was not found, so the picture itself was opened.</source>
      <translation>この画像の元の写真 {photo} が見つからないため、画像そのものを開きました。</translation>
    </message>
    <message>
      <source>{picture} was made from {photo}, which was opened in the same pose.</source>
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
      <source>Discard</source>
      <translation>破棄する</translation>
    </message>
    <message>
      <source>Photos: {names}</source>
      <translation>写真：{names}</translation>
    </message>
    <message>
      <source>Project: {path}</source>
      <translation>プロジェクト：{path}</translation>
    </message>
    <message>
      <source>Repose ended on {when} with unsaved work.</source>
      <translation>Repose は {when} に、作業が保存されないまま終了しました。</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>復元する</translation>
    </message>
    <message>
      <source>Restore unsaved work?</source>
      <translation>保存されていない作業を復元しますか？</translation>
    </message>
  </context>
  <context>
    <name>Report</name>
    <message>
      <source>&amp;Create…</source>
      <translation>作成(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>中止(&amp;S)</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Currency</source>
      <translation>通貨</translation>
    </message>
    <message>
      <source>File</source>
      <translation>ファイル</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>言語</translation>
    </message>
    <message>
      <source>Makes the ticked photos in the ticked poses and says what the pictures are worth, what they take and cost, and what cannot be done. Photos are taken as they lie on the disk, without what was corrected by hand.</source>
      <translation>選んだ写真とポーズで画像を作り、画像の品質、時間と費用、できないことをまとめます。写真はディスク上のファイルをそのまま使い、手で直した内容は含みません。</translation>
    </message>
    <message>
      <source>Making and measuring the pictures. This takes some minutes; you can go on working.</source>
      <translation>画像を作成して測定しています。数分かかりますが、作業を続けられます。</translation>
    </message>
    <message>
      <source>None of the open photos lies in a file. Save them as files and open those.</source>
      <translation>開いている写真はどれもファイルにありません。ファイルとして保存し、それを開いてください。</translation>
    </message>
    <message>
      <source>Photos</source>
      <translation>写真</translation>
    </message>
    <message>
      <source>Pictures: {count}</source>
      <translation>画像：{count} 枚</translation>
    </message>
    <message>
      <source>Poses</source>
      <translation>ポーズ</translation>
    </message>
    <message>
      <source>Price per hour of computer</source>
      <translation>コンピューター 1 時間の単価</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>レポート</translation>
    </message>
    <message>
      <source>Save report</source>
      <translation>レポートを保存</translation>
    </message>
    <message>
      <source>Show &amp;report</source>
      <translation>レポートを表示(&amp;R)</translation>
    </message>
    <message>
      <source>The report could not be made.</source>
      <translation>レポートを作成できませんでした。</translation>
    </message>
    <message>
      <source>The report could not be started.</source>
      <translation>レポートの作成を開始できませんでした。</translation>
    </message>
    <message>
      <source>The report is ready: {name}</source>
      <translation>レポートができました：{name}</translation>
    </message>
    <message>
      <source>Web page</source>
      <translation>ウェブページ</translation>
    </message>
    <message>
      <source>Web page and PDF</source>
      <translation>ウェブページと PDF</translation>
    </message>
    <message>
      <source>not given</source>
      <translation>指定なし</translation>
    </message>
  </context>
  <context>
    <name>Session</name>
    <message>
      <source>Lock joints</source>
      <translation>関節を固定</translation>
    </message>
    <message>
      <source>Remove photo</source>
      <translation>写真を外す</translation>
    </message>
    <message>
      <source>Remove photos</source>
      <translation>写真を外す</translation>
    </message>
    <message>
      <source>Take out “{edit}”</source>
      <translation>「{edit}」だけを取り消し</translation>
    </message>
    <message>
      <source>Unlock joints</source>
      <translation>関節の固定を解除</translation>
    </message>
  </context>
  <context>
    <name>SessionKept</name>
    <message>
      <source>Keep pose</source>
      <translation>ポーズをキープ</translation>
    </message>
    <message>
      <source>Pose</source>
      <translation>ポーズ</translation>
    </message>
  </context>
  <context>
    <name>ShortcutsDialog</name>
    <message>
      <source>&amp;Assign</source>
      <translation>割り当て(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;New shortcut</source>
      <translation>新しいショートカット(&amp;N)</translation>
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
      <source>Actions and their shortcuts</source>
      <translation>操作とショートカット</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>キーボードショートカット</translation>
    </message>
    <message>
      <source>New shortcut</source>
      <translation>新しいショートカット</translation>
    </message>
    <message>
      <source>Re&amp;set</source>
      <translation>リセット(&amp;S)</translation>
    </message>
    <message>
      <source>Reset a&amp;ll</source>
      <translation>すべてリセット(&amp;L)</translation>
    </message>
    <message>
      <source>Search actions and shortcuts</source>
      <translation>操作とショートカットを検索</translation>
    </message>
    <message>
      <source>Shortcut</source>
      <translation>ショートカット</translation>
    </message>
    <message>
      <source>This shortcut is used by “{action}”. Assigning it here removes it there.</source>
      <translation>このショートカットは「{action}」で使われています。割り当てると、そちらは解除されます。</translation>
    </message>
  </context>
  <context>
    <name>SkeletonBar</name>
    <message>
      <source>Back to posing (Enter)</source>
      <translation>ポーズの編集に戻る（Enter）</translation>
    </message>
    <message>
      <source>Back to posing, with the skeleton as it was before</source>
      <translation>骨格を修正前の状態に戻して、ポーズの編集に戻ります</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Correct the skeleton</source>
      <translation>骨格を直す</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>Draw a box around the person to have them found there (B)</source>
      <translation>人物を枠で囲み、その中で検出し直す（B）</translation>
    </message>
    <message>
      <source>Find in a box</source>
      <translation>枠の中で検出</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>リセット</translation>
    </message>
    <message>
      <source>Restore the skeleton that was detected</source>
      <translation>検出された骨格に戻す</translation>
    </message>
    <message>
      <source>Swap left and right</source>
      <translation>左右を入れ替える</translation>
    </message>
    <message>
      <source>The person's left was taken for the right (X)</source>
      <translation>人物の左右が逆に検出されたとき（X）</translation>
    </message>
    <message>
      <source>The selected joint is not in the photo, or is after all (Delete, or the right button)</source>
      <translation>選択した関節が写っていない、または写っていると指定する（Delete または右クリック）</translation>
    </message>
    <message>
      <source>There or not</source>
      <translation>有無を切り替え</translation>
    </message>
  </context>
  <context>
    <name>SkeletonTool</name>
    <message>
      <source>Find person in a box</source>
      <translation>枠の中で人物を検出</translation>
    </message>
    <message>
      <source>Place {joint} in the photo</source>
      <translation>写真の{joint}を配置</translation>
    </message>
    <message>
      <source>Shift skeleton</source>
      <translation>骨格をずらす</translation>
    </message>
    <message>
      <source>Swap left and right in the photo</source>
      <translation>写真の左右を入れ替える</translation>
    </message>
    <message>
      <source>{joint} not in the photo</source>
      <translation>{joint}は写っていない</translation>
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
      <source>Device: {name}</source>
      <translation>デバイス：{name}</translation>
    </message>
    <message>
      <source>Graphics (Metal)</source>
      <translation>グラフィックス（Metal）</translation>
    </message>
    <message>
      <source>Graphics card</source>
      <translation>グラフィックカード</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>CPU</translation>
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
      <translation>レンダリング中</translation>
    </message>
    <message>
      <source>The graphics card is out of memory; rendering on the processor</source>
      <translation>グラフィックカードのメモリが足りないため、CPU でレンダリングします</translation>
    </message>
    <message>
      <source>Where pictures are made; click to change</source>
      <translation>画像を作成するデバイス。クリックして変更できます</translation>
    </message>
    <message>
      <source>restricted licence</source>
      <translation>利用制限あり</translation>
    </message>
    <message>
      <source>{done} of {all} photos</source>
      <translation>写真 {done}/{all} 枚</translation>
    </message>
    <message>
      <source>{milliseconds} ms</source>
      <translation>{milliseconds} ミリ秒</translation>
    </message>
    <message>
      <source>{percent}% invented</source>
      <translation>補完された部分 {percent}%</translation>
    </message>
  </context>
  <context>
    <name>Stepping</name>
    <message>
      <source>&amp;Redo: {edit}</source>
      <translation>やり直す：{edit}(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Undo: {edit}</source>
      <translation>元に戻す：{edit}(&amp;U)</translation>
    </message>
    <message>
      <source>Redone in {photo}: {edit}</source>
      <translation>{photo} でやり直しました：{edit}</translation>
    </message>
    <message>
      <source>Undone in {photo}: {edit}</source>
      <translation>{photo} で元に戻しました：{edit}</translation>
    </message>
  </context>
  <context>
    <name>Target</name>
    <message>
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>Head and hair</source>
      <translation>頭と髪</translation>
    </message>
    <message>
      <source>Held or worn thing</source>
      <translation>持ち物・身に着けた物</translation>
    </message>
    <message>
      <source>Left arm</source>
      <translation>左腕</translation>
    </message>
    <message>
      <source>Left foot</source>
      <translation>左足先</translation>
    </message>
    <message>
      <source>Left hand</source>
      <translation>左手</translation>
    </message>
    <message>
      <source>Left leg</source>
      <translation>左脚</translation>
    </message>
    <message>
      <source>Right arm</source>
      <translation>右腕</translation>
    </message>
    <message>
      <source>Right foot</source>
      <translation>右足先</translation>
    </message>
    <message>
      <source>Right hand</source>
      <translation>右手</translation>
    </message>
    <message>
      <source>Right leg</source>
      <translation>右脚</translation>
    </message>
    <message>
      <source>Skirt or coat</source>
      <translation>スカート・コート</translation>
    </message>
    <message>
      <source>Torso and its clothes</source>
      <translation>胴体とその服</translation>
    </message>
  </context>
  <context>
    <name>Tools</name>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>In the photo</source>
      <translation>写真での重なり</translation>
    </message>
    <message>
      <source>Open another photo first</source>
      <translation>先に別の写真を開いてください</translation>
    </message>
    <message>
      <source>Reset skeleton</source>
      <translation>骨格をリセット</translation>
    </message>
    <message>
      <source>Thing</source>
      <translation>持ち物</translation>
    </message>
    <message>
      <source>Use this person</source>
      <translation>この人物に差し替え</translation>
    </message>
    <message>
      <source>Use this pose</source>
      <translation>このポーズを使う</translation>
    </message>
  </context>
  <context>
    <name>VariantsModel</name>
    <message>
      <source>Click the mark to see where.</source>
      <translation>マークをクリックすると、場所が示されます。</translation>
    </message>
    <message>
      <source>Rename kept pose</source>
      <translation>キープしたポーズの名前を変更</translation>
    </message>
    <message>
      <source>Reorder kept poses</source>
      <translation>キープしたポーズを並べ替え</translation>
    </message>
  </context>
  <context>
    <name>VariantsPanel</name>
    <message>
      <source>Choose two with Ctrl or Shift to see them side by side</source>
      <translation>Ctrl または Shift で 2 つ選ぶと並べて比較できます</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>比較</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Delete kept pose</source>
      <translation>キープしたポーズを削除</translation>
    </message>
    <message>
      <source>Duplicate</source>
      <translation>複製</translation>
    </message>
    <message>
      <source>Duplicate kept pose</source>
      <translation>キープしたポーズを複製</translation>
    </message>
    <message>
      <source>Enter uses a kept pose, F2 renames it, F3 compares two, Delete deletes the chosen, Ctrl+Z undoes that</source>
      <translation>Enter でキープしたポーズを使い、F2 で名前を変え、F3 で二つを比べ、Delete で選んだものを削除し、Ctrl+Z で元に戻します</translation>
    </message>
    <message>
      <source>Keep pose</source>
      <translation>ポーズをキープ</translation>
    </message>
    <message>
      <source>Keeps this pose with the photo, in this project: to come back to, and for export. Save… in Poses puts it into the library, for all photos and projects.</source>
      <translation>このポーズをこの写真のものとしてプロジェクトに残し、後で戻ったり書き出したりできます。ポーズパネルの「保存…」は、すべての写真とプロジェクトで使えるようライブラリに入れます。</translation>
    </message>
    <message>
      <source>Kept poses</source>
      <translation>キープしたポーズ</translation>
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
      <source>Poses you keep on this photo are collected here.</source>
      <translation>この写真でキープしたポーズがここに並びます。</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>名前を変更</translation>
    </message>
    <message>
      <source>This pose is kept already, as “{name}”.</source>
      <translation>このポーズは「{name}」としてキープ済みです。</translation>
    </message>
    <message>
      <source>Undo change</source>
      <translation>変更を元に戻す</translation>
    </message>
    <message>
      <source>Undo: {edit}. Undo of posing leaves kept poses alone.</source>
      <translation>元に戻す：{edit}。ポーズの編集を元に戻しても、キープしたポーズは変わりません。</translation>
    </message>
    <message>
      <source>Use kept pose: {name}</source>
      <translation>キープしたポーズを使う：{name}</translation>
    </message>
  </context>
  <context>
    <name>Weights</name>
    <message>
      <source>&amp;Add file…</source>
      <translation>ファイルを追加(&amp;A)…</translation>
    </message>
    <message>
      <source>&amp;Compare in split view</source>
      <translation>分割表示で比較(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Device</source>
      <translation>デバイス(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Use in this project</source>
      <translation>このプロジェクトで使う(&amp;U)</translation>
    </message>
    <message>
      <source>Add weights</source>
      <translation>AIモデルを追加</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>すべてのファイル</translation>
    </message>
    <message>
      <source>Architecture</source>
      <translation>アーキテクチャー</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Device and weights</source>
      <translation>デバイスとAIモデル</translation>
    </message>
    <message>
      <source>End &amp;comparison</source>
      <translation>比較を終了(&amp;C)</translation>
    </message>
    <message>
      <source>Figures</source>
      <translation>評価値</translation>
    </message>
    <message>
      <source>Figures: {words}</source>
      <translation>評価値：{words}</translation>
    </message>
    <message>
      <source>File</source>
      <translation>ファイル</translation>
    </message>
    <message>
      <source>In use</source>
      <translation>使用中</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>ライセンス</translation>
    </message>
    <message>
      <source>Licence: {words}</source>
      <translation>ライセンス：{words}</translation>
    </message>
    <message>
      <source>Open f&amp;older</source>
      <translation>フォルダーを開く(&amp;O)</translation>
    </message>
    <message>
      <source>Pictures made with these weights are bound by this licence, and say so.</source>
      <translation>このAIモデルで作った画像はこのライセンスに従い、画像にもそう記録されます。</translation>
    </message>
    <message>
      <source>The weights could not be made.</source>
      <translation>AIモデルを作成できませんでした。</translation>
    </message>
    <message>
      <source>This project was made with the weights {names}, which are not in your folder for weights. Those of Repose are used until you put them there.</source>
      <translation>このプロジェクトで使われているAIモデル {names} がAIモデルのフォルダーにありません。フォルダーに入れるまで、Repose 付属のAIモデルを使います。</translation>
    </message>
    <message>
      <source>Trained on: {words}</source>
      <translation>学習データ：{words}</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>バージョン</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>AIモデル</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>使用中</translation>
    </message>
    <message>
      <source>shipped with Repose</source>
      <translation>Repose 付属</translation>
    </message>
    <message>
      <source>{name} is being made into weights…</source>
      <translation>{name} をAIモデルに変換しています…</translation>
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message>
      <source>Drop a photo of a person here</source>
      <translation>ここに人物の写真をドロップしてください</translation>
    </message>
    <message>
      <source>Open folder…</source>
      <translation>フォルダーを開く…</translation>
    </message>
    <message>
      <source>Open photos…</source>
      <translation>写真を開く…</translation>
    </message>
    <message>
      <source>Open project {name}</source>
      <translation>プロジェクト {name} を開く</translation>
    </message>
    <message>
      <source>Recent projects</source>
      <translation>最近使ったプロジェクト</translation>
    </message>
    <message>
      <source>Then drag the joints of the skeleton, and the same person takes the new pose.
Everything happens on this computer. No photo leaves it.</source>
      <translation>骨格の関節をドラッグすると、同じ人物が新しいポーズをとります。
すべての処理はこのコンピューターの中で行われ、写真が外に出ることはありません。</translation>
    </message>
    <message>
      <source>Try it with the demo person</source>
      <translation>デモの人物で試す</translation>
    </message>
  </context>
  <context>
    <name>Workbench</name>
    <message>
      <source>The log is in {folder}</source>
      <translation>ログの場所：{folder}</translation>
    </message>
    <message>
      <source>The log is in {folder}, which could not be opened.</source>
      <translation>ログのフォルダー {folder} を開けませんでした。</translation>
    </message>
  </context>
</TS>
