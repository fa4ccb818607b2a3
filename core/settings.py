"""Settings, from the environment or a `.env` file. Nothing is read at import."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import ConfigError


class Settings(BaseSettings):
    """Every setting there is; `.env.example` explains each (a test holds the two together)."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data_dir: Path = Field(default=Path("data"), validation_alias="BROKER_DATA_DIR")
    secret_key: SecretStr = Field(default=SecretStr(""), validation_alias="BROKER_SECRET_KEY")
    mail_domain: str = Field(default="broker.localhost", validation_alias="BROKER_MAIL_DOMAIN")
    intake_host: str = Field(default="127.0.0.1", validation_alias="BROKER_INTAKE_HOST")
    intake_port: int = Field(default=2525, ge=0, le=65535, validation_alias="BROKER_INTAKE_PORT")
    max_mail_bytes: int = Field(
        default=25 * 1024 * 1024, ge=65_536, validation_alias="BROKER_MAX_MAIL_BYTES"
    )
    smtp_url: str = Field(default="", validation_alias="BROKER_SMTP_URL")
    mail_from_name: str = Field(default="", validation_alias="BROKER_MAIL_FROM_NAME")
    trusted_authserv: str = Field(default="", validation_alias="BROKER_TRUSTED_AUTHSERV")
    slack_bot_token: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET"
    )
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    http_host: str = Field(default="127.0.0.1", validation_alias="BROKER_HTTP_HOST")
    http_port: int = Field(default=8025, ge=0, le=65535, validation_alias="BROKER_HTTP_PORT")
    processes_dir: Path | None = Field(default=None, validation_alias="BROKER_PROCESSES_DIR")
    alliances_dir: Path | None = Field(default=None, validation_alias="BROKER_ALLIANCES_DIR")
    log_level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        validation_alias="BROKER_LOG_LEVEL",
    )

    @property
    def database(self) -> str:
        """The database's URL; by default a SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'sle-broker.sqlite3'}"

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """The mail hosts whose Authentication-Results are believed."""
        return tuple(x.strip().lower() for x in self.trusted_authserv.split(",") if x.strip())


def read_settings() -> Settings:
    """Read the settings; raises ConfigError with a sentence per setting that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(_problem(x) for x in error.errors())
        raise ConfigError(f"{problems}. `.env.example` explains each setting.") from error
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not in UTF-8"
        raise ConfigError(f"the file .env cannot be read: {why}.") from error


def _problem(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    return f"{name} is “{str(error['input'])[:40]}”: write {_WANTED.get(name, 'another value')}"


_WANTED = {
    "BROKER_INTAKE_PORT": "a port from 0 (any that is free) to 65535",
    "BROKER_HTTP_PORT": "a port from 0 (any that is free) to 65535",
    "BROKER_MAX_MAIL_BYTES": "a number of bytes from 65536, such as 26214400",
    "BROKER_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
}
"""What may be written for those settings that can be wrong in themselves."""
