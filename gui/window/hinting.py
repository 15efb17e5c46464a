"""When a hint is said: what is new of a photo lies over the canvas for a while, the rest behind a small mark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.pose.kinematics import CHAINS
from engine.pose.pose import Joint
from gui.canvas.canvas import Canvas
from gui.document.extending import can_extend, resized_kept
from gui.document.people import People
from gui.document.session import Session
from gui.window.actions import Actions
from gui.window.edge_watch import EdgeWatch
from gui.window.hint_bar import HintBar
from gui.window.hints import Hint, Kind, final_judgement, hints, nobody, resized

if TYPE_CHECKING:
    from engine.contract.judgement import Judgement
    from engine.pose.pose import Pose
    from gui.document.document import PhotoEntry

# What a hint offers to do, by the name of the action: to take a tool in hand, or else to do it at once.
_OFFERS = {
    Kind.CUT_OFF: "bring_inside",
    Kind.SEVERAL: "choose_person",
    Kind.NOBODY: "correct_skeleton",
    Kind.DOUBTFUL: "correct_skeleton",
    Kind.CROPPED: "correct_skeleton",
    Kind.RESIZED: "undo",
}
# And what it offers beside that.
_OTHER_OFFERS = {Kind.CUT_OFF: "extend_picture"}
# Without a person there is nothing to lie over; a licence is said as long as its weights paint.
_STAY = (Kind.NOBODY, Kind.MADE_BY)
_BEFORE_RESIZED = (Kind.MADE_BY, Kind.CUT_OFF)
_ENDS = {
    "right arm": Joint.R_WRIST, "left arm": Joint.L_WRIST, "right leg": Joint.R_ANKLE, "left leg": Joint.L_ANKLE,
}  # fmt: skip
_Mark = tuple[str, Kind, str]


class Hinting(QObject):
    """Sees to the hint bar; what was closed on a photo is not said of it again, and comes nearer only by the mark.

    in_hand: the name of the action whose tool is in hand, None without one. put_down: lets go of it.
    """

    def __init__(
        self,
        canvas: Canvas,
        session: Session,
        *,
        act: Actions,
        people: People,
        edge: EdgeWatch,
        in_hand: Callable[[], str | None],
        put_down: Callable[[], None],
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._act = act
        self._people = people
        self._edge = edge
        self._in_hand = in_hand
        self._put_down = put_down
        self._closed: set[_Mark] = set()
        self._about: frozenset[_Mark] = frozenset()  # of what was said last
        self._told: set[_Mark] = set()  # said before, so that they wait behind the mark
        self._shown: str | None = None  # the key of the photo that the last hint was about
        self._knows: set[str] = set()  # tools by the names of their actions, whose hints were closed
        self.bar = HintBar()
        self.bar.acted.connect(lambda: self._act_on(_OFFERS))
        self.bar.acted_otherwise.connect(lambda: self._act_on(_OTHER_OFFERS))
        self.bar.closed.connect(self._on_closed)
        self.bar.outdated.connect(self.show)
        self._asked: tuple[str, Pose | None, Judgement] | None = (
            None  # of which photo and pose, and what of them
        )
        self._limbs: tuple[str, ...] = ()  # that the hint is about
        self.bar.attended.connect(self._point)

    def tell(self, judgement: Judgement) -> None:
        """Say and mark what to look at in the pose on the canvas, also where that was closed or told before."""
        entry = self._session.entry
        if entry is not None and judgement.is_doubtful:
            self._asked = entry.key, entry.pose, judgement
            self.show()
            self.bar.unfold()

    def show(self) -> None:
        """Say what is to be said now."""
        if self._session.in_gesture:
            return  # a hint that came would lie in the way of the pointer
        in_hand = self._in_hand()
        self._limbs = ()
        if in_hand is not None:
            self.bar.say("" if in_hand in self._knows else self._words(in_hand), about=in_hand)
            return
        said, entry = self._said(), self._session.entry
        if entry is not None:
            self._forget_what_came_inside(entry)
        if not said or entry is None:
            self.bar.say("")
            return
        hint = said[0]
        offers = {
            "choose_person": self.tr("Choose person"), "correct_skeleton": self.tr("Correct skeleton"),
            "bring_inside": self.tr("Bring inside"), "undo": self.tr("Back to the former size"),
        }  # fmt: skip
        marks = {mark for each in said for mark in _marks(entry, each)}
        self._limbs = next((each.parts for each in said if each.kind is Kind.LOOK), ())
        sentence = hint.sentence
        if len(said) > 1:
            sentence = self.tr("{first} {second}").format(first=sentence, second=said[1].beside)
        extends = hint.kind is Kind.CUT_OFF and can_extend(self._session)
        is_known = self._asked is None and hint.kind not in _STAY and self._told.issuperset(marks)
        if not (is_known and self.bar.sentence and self._about & marks):  # else what is being read goes on
            self._about = frozenset(marks)
        self.bar.say(
            sentence,
            action=offers.get(_OFFERS.get(hint.kind, "")),
            other=self.tr("Extend picture") if extends else None,
            about=self._about,
            is_known=is_known,
            stays=hint.kind in _STAY,
        )
        self._told |= marks

    def _point(self) -> None:
        """Show on the canvas what the hint is about while it is read."""
        self._canvas.mark_doubtful(joints_of(self._limbs) if self.bar.is_attended else frozenset())

    def _forget_what_came_inside(self, entry: PhotoEntry) -> None:
        """What a pose puts beyond the edge again is news again; what a photo lacks is not, whenever it is shown."""
        was, self._shown = self._shown, entry.key
        if was == entry.key:
            outside = {(entry.key, Kind.CUT_OFF, part) for part in self._edge.cut_off}
            self._told -= {each for each in self._told if each[:2] == (entry.key, Kind.CUT_OFF)} - outside

    def _words(self, name: str) -> str:
        """How a tool is used, by the name of its action."""
        if name == "choose_person":
            return self.tr("Click the person you want to pose, framed or not. Press Esc to cancel.")
        if name == "touch_up_matte":
            return self.tr("Paint what belongs to the person. The right button, or Alt held, takes away.")
        if name == "mend_parts":
            return self.tr(
                "The colours show how the person is taken apart. Choose what a place belongs to and paint over it; "
                "what looks alike beside it follows."
            )
        return self.tr(
            "Drag each joint to where the photo shows it. Right-click a joint that is not there, or is after all."
        )

    def _said(self) -> tuple[Hint, ...]:
        """The first that nobody has closed on this photo, and with it what to look at in the picture."""
        entry = self._session.entry
        if entry is None:
            return ()
        if self._judgement_asked is not None:
            return tuple(hint for hint in self._hints_of(entry) if hint.kind is Kind.LOOK)
        found = [hint for hint in self._hints_of(entry) if not self._closed.issuperset(_marks(entry, hint))]
        return (*found[:1], *(hint for hint in found[1:] if hint.kind is Kind.LOOK))

    @property
    def _judgement_asked(self) -> Judgement | None:
        """What somebody wants to be told, as the final picture has it once that is there; of another pose no more."""
        entry, rendered = self._session.entry, self._session.rendered
        if self._asked is None or entry is None or self._asked[:2] != (entry.key, entry.pose):
            self._asked = None
            return None
        final = final_judgement(rendered) if rendered and rendered.request.pose == entry.pose else None
        if final is not None and not final.is_doubtful:
            self._asked = None
            return None
        return final or self._asked[2]

    def _hints_of(self, entry: PhotoEntry) -> tuple[Hint, ...]:
        session, people = self._session, self._people
        if entry.source is None and session.fault_of(entry.key) is not None and people.can_choose:
            return (nobody(),)
        found = hints(
            session.source, people=len(people.poses), rendered=session.rendered, cut_off=self._edge.cut_off,
            asked=self._judgement_asked,
        )  # fmt: skip
        kept = resized_kept(session)
        if not kept or session.source is None:
            return found
        first = next((k for k, hint in enumerate(found) if hint.kind not in _BEFORE_RESIZED), len(found))
        return (
            *found[:first],
            resized(kept, session.extension.size(session.source.photo.size)),
            *found[first:],
        )

    def _act_on(self, offers: Mapping[Kind, str]) -> None:
        said = self._said()
        if said and said[0].kind in offers:
            action = self._act[offers[said[0].kind]]
            if action.isCheckable():
                action.setChecked(True)
            else:
                action.trigger()

    def _on_closed(self) -> None:
        said, entry, in_hand = self._said(), self._session.entry, self._in_hand()
        if in_hand == "choose_person":
            self._put_down()
        elif in_hand is not None:
            self._knows.add(in_hand)
            self.show()
        elif entry is not None:
            self._asked = None
            self._closed |= {mark for hint in said for mark in _marks(entry, hint)}
            for other in self._hints_of(entry):  # who closes one is not shown the next at once
                self._told |= _marks(entry, other)
            self.show()


def joints_of(limbs: Iterable[str]) -> frozenset[Joint]:
    """The joints of limbs by their names in `engine.contract.judgement`."""
    ends = [_ENDS[limb] for limb in limbs]
    return frozenset(joint for end in ends for joint in (*CHAINS[end], end))


def _marks(entry: PhotoEntry, hint: Hint) -> set[_Mark]:
    """What is noted of a hint that was said or closed; of a body, each part that it named."""
    return {(entry.key, hint.kind, part) for part in hint.parts or ("",)}
