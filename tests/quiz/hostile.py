"""Texts that would do harm if anything treated them as markup."""

from __future__ import annotations

from sciatica_edu.evidence.questions.question import SingleBestAnswer

HOSTILE = [
    "<script>window.__owned = 1</script>",
    "<img src=x onerror='window.__owned = 1'>",
    "<svg onload=window.__owned=1><circle r=5></svg>",
    "<iframe srcdoc='<script>parent.__owned=1</script>'></iframe>",
    "[click](javascript:window.__owned=1)",
    "[click](data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19vd25lZD0xPC9zY3JpcHQ+)",
    "![x](https://example.com/track.png)",
    "![x](x 'onerror=window.__owned=1')",
    "<https://example.com> <javascript:window.__owned=1>",
    "[a]: javascript:window.__owned=1\n\n[a]",
    "**<b onmouseover=window.__owned=1>bold</b>**",
    "`<script>window.__owned=1</script>`",
    "```html\n<script>window.__owned=1</script>\n```",
    "</li></ol></section><script>window.__owned=1</script>",
    "<details open ontoggle=window.__owned=1>x</details>",
    "<style>*{display:none}</style>",
    "<form action=https://example.com><button>go</button></form>",
    "<a href='  java\tscript:window.__owned=1'>x</a>",
    "<math><mi//xlink:href='data:x,<script>window.__owned=1</script>'>",
    '"><script>window.__owned=1</script>',
    "&lt;script&gt;window.__owned=1&lt;/script&gt;",
    "<scr<script>ipt>window.__owned=1</scr</script>ipt>",
    "| a |\n|---|\n| <img src=x onerror=window.__owned=1> |",
    "- <img src=x onerror=window.__owned=1>",
    "\u202e<script>window.__owned=1</script>",
    "<!--><script>window.__owned=1</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=window.__owned=1>'>",
    "[" * 500 + "x",
    "*" * 500,
]


def hostile_questions() -> list[SingleBestAnswer]:
    return [
        SingleBestAnswer.model_validate(
            {
                "id": f"HOSTILE-{place}",
                "type": "single_best_answer",
                "objective": "none",
                "level": "introductory",
                "bloom": "remember",
                "difficulty": 0.5,
                "facts": ["NONE"],
                "stem": text,
                "lead_in": text[:300],
                "hints": [text],
                "options": [
                    {"id": "A", "text": text[:300], "key": True, "rationale": text},
                    {"id": "B", "text": f"B {text[:300]}", "rationale": text},
                ],
            }
        )
        for place, text in enumerate(HOSTILE, start=1)
    ]
