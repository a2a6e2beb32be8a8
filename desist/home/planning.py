"""Print the partnership's plan on one page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.publication.plan_page import PlanOnAPage, Strand, render_plan_html, render_plan_pdf
from desist.publication.report.opening import framework

if TYPE_CHECKING:
    from desist.home.opened import Home


def plan_on_a_page(home: Home, out: Path, *, now: datetime) -> list[Path]:
    """Write plan.pdf (A3), plan-a4.pdf and plan.html: the whole plan, from vision to enablers."""
    about = home.partnership
    plan, strategy = about.plan, about.plan.strategy
    page = PlanOnAPage(
        title=plan.title,
        organisation=about.office.name,
        period=f"{plan.starts:%Y} to {plan.ends:%Y}",
        vision=plan.vision,
        outcomes=framework(about),
        goal=strategy.system_goal if strategy else "",
        objectives=tuple(Strand(title=each.text) for each in strategy.objectives) if strategy else (),
        deliverables=tuple(Strand(title=each.heading, points=each.points) for each in strategy.deliverables)
        if strategy
        else (),
        enablers=tuple(Strand(title=each.heading, points=each.points) for each in strategy.enablers)
        if strategy
        else (),
        timestamp=now.replace(microsecond=0),
    )
    out.mkdir(parents=True, exist_ok=True)
    written = [out / "plan.html", out / "plan.pdf", out / "plan-a4.pdf"]
    written[0].write_text(render_plan_html(page), encoding="utf-8")
    written[1].write_bytes(render_plan_pdf(page))
    written[2].write_bytes(render_plan_pdf(page, paper="a4"))
    return written
