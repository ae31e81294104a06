import pytest

from dateline.index.dirt import reason

DIRT = {
    "close": "part of the page",
    "Skip to content": "part of the page",
    "Home > World > Europe": "part of the page",
    "Loading...": "part of the page",
    "Please enable JavaScript to play this video": "part of the page",
    "View this email in your browser": "part of the page",
    "Advertisement": "advertisement",
    "Story continues below advertisement": "advertisement",
    "Anzeige": "advertisement",
    "SHARE THIS ARTICLE": "share bar",
    "Share on Facebook": "share bar",
    "Facebook | Twitter | WhatsApp": "share bar",
    "Click to share on Telegram (Opens in new window)": "share bar",
    "• 91790 views": "counter",
    "5 min read": "counter",
    "12 Comments": "counter",
    "Read more: Bridge to stay closed until spring": "link to other articles",
    "ALSO READ: The ten longest bridges": "link to other articles",
    "More:Ferries to run every ten minutes": "link to other articles",
    "Bridge repairs:What we know about the cracks in the pillars": "link to other articles",
    "Related articles": "link to other articles",
    "Leave a Reply": "comment form",
    "Save my name, email, and website in this browser for the next time I comment.": "comment form",
    "Sign up for our daily newsletter": "promotion",
    "SPORTS NEWSLETTER: Sign up now for daily updates sent to your inbox": "promotion",
    "Follow Ann Lee on Twitter: @annlee": "promotion",
    "Follow us on Instagram and Telegram": "promotion",
    "Contact Ann Lee at alee@harbour.example or on Twitter @annlee.": "promotion",
    "© 2025 Harbour Post. All rights reserved.": "copyright notice",
    "This material may not be published, broadcast or redistributed.": "copyright notice",
    "By clicking Accept you agree to our use of cookies": "consent notice",
    "We and our partners use cookies to measure how you read us.": "consent notice",
    "Tags: bridge, harbour, ferries": "tags",
    "#harbour #bridge": "tags",
    "___": "no words",
    "• • •": "no words",
}

REPORT = [
    "Subscribers to the paper fell by a third in March.",
    "Subscribe to what? That is what the voters are asking.",
    "Residents can sign up for alerts at the town hall, officials said.",
    "Sign up or ship out was the order of the day.",
    "Share prices of the ferry company rose by three percent.",
    "Like Facebook's founder, Brandt is closely tied to her company.",
    "How it works: Download the app, then show it at the pier.",
    "More on the helpline is at http://help.example.",
    "Comments on the plan are open until May.",
    "Copyright law was changed in 1998.",
    "The site uses cookies, the report said.",
    "Contact the harbour police at 555-0100.",
    "Print circulation fell.",
    "Read: that was the one word on the poster.",
    "Utah",
    "Twitter",
    "- Brandt said.",
    "The bridge will reopen on Jan. 9, 2026.",
    "No part of the bridge is safe.",
    "Iowa City:Amid doubts over the bridge, the council has voted to close it for a year.",
    "用户评论说桥很旧。",
]


@pytest.mark.parametrize(("line", "why"), DIRT.items())
def test_dirt_is_known_with_its_reason(line: str, why: str) -> None:
    assert reason(line) == why


@pytest.mark.parametrize("line", REPORT)
def test_lines_of_a_report_are_no_dirt(line: str) -> None:
    assert reason(line) is None


def test_a_promotion_that_ends_a_report_paragraph_does_not_take_it_along() -> None:
    assert reason("The storm tore the roof off the market hall. Sign up for our newsletter.") is None
