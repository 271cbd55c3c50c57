package carillon.server.json;

import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.CallOutcome;
import carillon.core.chat.Grant;
import carillon.core.chat.MessageState;
import carillon.core.chat.ReplyOutcome;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.tool.ToolOutcome;
import carillon.core.world.ToolMode;
import carillon.engine.spi.Providers.KeySource;
import carillon.engine.spi.ToolServer;

/** How the constants of the core are spelt on the wire. */
final class Words {
    private Words() {}

    static String of(StatusKind kind) {
        return switch (kind) {
            case APPROVAL -> "approval";
            case QUESTION -> "question";
            case TOOL -> "tool";
            case WRITING -> "writing";
            case THINKING -> "thinking";
            case WAITING -> "waiting";
            case QUEUED -> "queued";
            case FAILED -> "failed";
            case STOPPED -> "stopped";
            case IDLE -> "idle";
        };
    }

    static String of(TitleSource source) {
        return switch (source) {
            case NONE -> "none";
            case FIRST_MESSAGE -> "first-message";
            case MODEL -> "model";
            case HAND -> "hand";
        };
    }

    static String of(Sender sender) {
        return switch (sender) {
            case HUMAN -> "human";
            case WORLD -> "world";
            case SYSTEM -> "system";
            case AGENT -> "agent";
        };
    }

    static String of(SendMode mode) {
        return switch (mode) {
            case QUEUE -> "queue";
            case STEER -> "steer";
            case INTERRUPT -> "interrupt";
            case ROLLBACK -> "rollback";
            case REJECT -> "reject";
        };
    }

    static String of(MessageState state) {
        return switch (state) {
            case COMPLETE -> "complete";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case INTERRUPTED -> "interrupted";
        };
    }

    static String of(TurnOutcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "answered";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case INTERRUPTED -> "interrupted";
            case LIMITED -> "limited";
        };
    }

    static String of(CallOutcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "answered";
            case EMPTY -> "empty";
            case TOO_LONG -> "too-long";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case INTERRUPTED -> "interrupted";
        };
    }

    static String of(ApprovalDecision decision) {
        return switch (decision) {
            case ALLOW -> "allow";
            case ALLOW_CHAT -> "allow-chat";
            case DENY -> "deny";
            case CANCELLED -> "cancelled";
        };
    }

    static String of(ToolOutcome outcome) {
        return switch (outcome) {
            case RETURNED -> "returned";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case DENIED -> "denied";
            case STOPPED -> "stopped";
            case UNKNOWN -> "unknown";
        };
    }

    static String of(ToolServer.State state) {
        return switch (state) {
            case STOPPED -> "stopped";
            case STARTING -> "starting";
            case RUNNING -> "running";
            case FAILED -> "failed";
        };
    }

    static String of(ToolMode mode) {
        return switch (mode) {
            case READ -> "read";
            case ASK -> "ask";
            case AUTO -> "auto";
        };
    }

    static String of(Grant.Scope scope) {
        return switch (scope) {
            case CHAT -> "chat";
            case WORLD -> "world";
        };
    }

    static String of(ReplyOutcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "answered";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case INTERRUPTED -> "interrupted";
        };
    }

    static String of(KeySource source) {
        return switch (source) {
            case NONE -> "none";
            case ENVIRONMENT -> "environment";
            case SETTINGS -> "settings";
        };
    }
}
