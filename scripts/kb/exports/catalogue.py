"""What is published as data: one line a file, from which the page that explains it and the API's description are made.

Paths stand under `/data/v1/`. None is ever given another meaning: what would break readers goes to `/data/v2/`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.models.forms import REGISTRY_CARD

ROOT = "data/v1/"
"""Where the data stands under the site's root."""
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the content, which the data is made of."""
LANGUAGE = "en"
"""The language in which programmers are spoken to: in the description of the files, in the registry card's schema."""

JSON = "application/json"
CSV = "text/csv"
VCARD = "text/vcard"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = "application/jsonl"
SCHEMA = "application/schema+json"
TBX = "application/x-tbx+xml"


@dataclass(frozen=True)
class DataFile:
    """A file, or many of one form."""

    path: str
    """Under `/data/v1/`; places in braces: `{lang}` a language, `{id}` a permanent id, `{series}` a publication, `{form}`
    a form's id."""
    media_type: str
    group: str
    """The part of the explaining page that it stands in: a key of the labels."""
    shape: str = ""
    """What a JSON file holds: the name of a shape of `kb.exports.shapes`; of each line, for JSON Lines."""

    @property
    def key(self) -> str:
        """The key of its explanation in the labels: `data_directory_lang_json` of `directory/{lang}.json`."""
        return "data_" + "".join(
            char if char.isalnum() else "_" for char in self.path.replace("{", "").replace("}", "")
        )


INDEX = DataFile("index.json", JSON, "data_whole", "Index")
OPENAPI = DataFile("openapi.json", JSON, "data_whole")
DIRECTORY = DataFile("directory/{lang}.json", JSON, "data_directory", "Directory")
DIRECTORY_CSV = DataFile("directory/{lang}.csv", CSV, "data_directory")
DIRECTORY_XLSX = DataFile("directory/{lang}.xlsx", XLSX, "data_directory")
DIRECTORY_VCARDS = DataFile("directory/{lang}.vcf", VCARD, "data_directory")
INSTITUTION_VCARD = DataFile("directory/vcard/{id}.vcf", VCARD, "data_directory")
HSDS = DataFile("directory/{lang}/hsds/index.json", JSON, "data_hsds", "HsdsRoot")
HSDS_SERVICES = DataFile("directory/{lang}/hsds/services.json", JSON, "data_hsds", "HsdsServices")
HSDS_ORGANIZATIONS = DataFile("directory/{lang}/hsds/organizations.json", JSON, "data_hsds", "HsdsOrganizations")
HSDS_TAXONOMIES = DataFile("directory/{lang}/hsds/taxonomies.json", JSON, "data_hsds", "HsdsTaxonomies")
HSDS_TERMS = DataFile("directory/{lang}/hsds/taxonomy_terms.json", JSON, "data_hsds", "HsdsTaxonomyTerms")
SECTION = DataFile("sections/{id}.json", JSON, "data_sections", "Section")
SECTIONS = DataFile("sections.jsonl", LINES, "data_sections", "Section")
PUBLICATION = DataFile("publications/{series}.json", JSON, "data_sections", "Publication")
LIBRARY = DataFile("library.json", JSON, "data_reference", "Library")
IDS = DataFile("ids.json", JSON, "data_whole", "Ids")
GLOSSARY = DataFile("glossary.json", JSON, "data_reference", "Glossary")
GLOSSARY_TBX = DataFile("glossary.tbx", TBX, "data_reference")
GLOSSARY_CSV = DataFile("glossary.csv", CSV, "data_reference")
XLSFORM = DataFile("forms/{form}.xlsx", XLSX, "data_forms")
FORMS = DataFile("forms.json", JSON, "data_forms", "Forms")
CARD_SCHEMA = DataFile("registry-card/schema.json", SCHEMA, "data_forms")
CARD_TEMPLATE = DataFile("registry-card/template.csv", CSV, "data_forms")
CARD_DICTIONARY = DataFile("registry-card/dictionary.csv", CSV, "data_forms")
INDICATORS = DataFile("indicators.json", JSON, "data_tools", "Indicators")
INDICATORS_CSV = DataFile("indicators.csv", CSV, "data_tools")
QUESTIONS = DataFile("questions.json", JSON, "data_tools", "Questions")
PRACTICES = DataFile("practices.json", JSON, "data_tools", "Practices")
TOOLKITS = DataFile("toolkits.json", JSON, "data_tools", "Toolkits")

FILES = (
    DIRECTORY, DIRECTORY_CSV, DIRECTORY_XLSX, DIRECTORY_VCARDS, INSTITUTION_VCARD,
    HSDS, HSDS_SERVICES, HSDS_ORGANIZATIONS, HSDS_TAXONOMIES, HSDS_TERMS,
    SECTION, PUBLICATION, SECTIONS, LIBRARY, GLOSSARY, GLOSSARY_TBX, GLOSSARY_CSV,
    XLSFORM, FORMS, CARD_SCHEMA, CARD_TEMPLATE, CARD_DICTIONARY,
    INDICATORS, INDICATORS_CSV, QUESTIONS, PRACTICES, TOOLKITS, INDEX, IDS, OPENAPI,
)  # fmt: skip
"""Every file, in the order in which people are told of them."""
_OF_CARD = (CARD_SCHEMA, CARD_TEMPLATE, CARD_DICTIONARY)


def offered(kb: KnowledgeBase) -> list[DataFile]:
    """The files that this knowledge base fills: without forms there are none to load, without a card no schema of it."""
    missing = {XLSFORM} if not kb.forms else set()
    missing |= set(_OF_CARD) if REGISTRY_CARD not in kb.forms else set()
    return [file for file in FILES if file not in missing]
