package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.app.ServingProcess.GoneException;
import carillon.app.ServingProcess.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Does everything one can do with a chat, in a random order, and notes what was acknowledged. */
final class BusyPerson {
    private enum Deed {
        SEND,
        SEND_LONG,
        SEND_AGAIN,
        SEND_AND_WITHDRAW,
        SEND_AND_REWORD,
        REWIND_AND_UNDO,
        SAY_IT_OTHERWISE,
        STOP_AND_PAUSE,
        STOP_AND_CONTINUE,
        STOP_AND_GO_ON,
        GO_ON,
        RENAME,
        NOTE_SEEN,
        TRASH_AND_RESTORE,
        HAVE_TOOLS_USED,
        HAVE_TOOLS_USED_AND_STOP,
        DECIDE,
        WAIT_FOR_REST
    }

    private static final List<String> DECISIONS = List.of("allow", "allow", "allow-chat", "deny");

    private static final List<Integer> GOOD = List.of(200, 201, 202, 204);

    private final ServingProcess server;
    private final KnownChat chat;
    private final Random random;

    BusyPerson(ServingProcess server, KnownChat chat, Random random) {
        this.server = server;
        this.chat = chat;
        this.random = random;
    }

    /** @throws GoneException as soon as the process is gone, if it goes before everything is done */
    void doEverything() throws GoneException {
        var deeds = new ArrayList<>(Arrays.asList(Deed.values()));
        Collections.shuffle(deeds, random);
        boolean fresh = chat.texts().isEmpty();
        send(15, 2);
        if (fresh || random.nextBoolean()) chat.awaitQuiet(1);
        for (Deed deed : deeds) {
            if (random.nextBoolean()) chat.awaitAnything();
            if (random.nextInt(3) > 0) decide();
            act(deed);
        }
        sendForTools(randomTools());
    }

    /** Has one long answer written and touches nothing. */
    void listen() throws GoneException {
        decideAll();
        goOn();
        send(600, 5);
        chat.awaitQuiet(1);
    }

    /** Lets a command run that does not end for long. */
    void haveCommandRun() throws GoneException {
        decideAll();
        goOn();
        sendForTools(List.of(ScriptedTool.LINGER));
        while (true) {
            chat.awaitQuiet(1);
            List<JsonNode> open = approvals();
            if (open.isEmpty()) return;
            for (JsonNode approval : open) {
                decide(approval, "allow");
                if (lingers(approval)) return;
            }
        }
    }

    /** Decides until nothing waits for it, and lets nothing run for long. */
    private void decideAll() throws GoneException {
        chat.awaitQuiet(1);
        while (decide()) chat.awaitQuiet(1);
    }

    /** Decides about what waits for it; whether something did. */
    boolean decide() throws GoneException {
        List<JsonNode> open = approvals();
        for (JsonNode approval : open) {
            decide(approval, lingers(approval) ? "deny" : DECISIONS.get(random.nextInt(DECISIONS.size())));
        }
        return !open.isEmpty();
    }

    private List<JsonNode> approvals() throws GoneException {
        return List.copyOf(server.get(chat.path("")).json().path("approvals").values());
    }

    private static boolean lingers(JsonNode approval) {
        return ScriptedTool.lingers(approval.path("arguments").asString());
    }

    private void decide(JsonNode approval, String decision) throws GoneException {
        String call = approval.path("id").asString();
        chat.decides(call, decision);
        Reply reply = server.ask("POST", chat.path("/approvals/" + call), "{\"decision\":\"" + decision + "\"}");
        assertThat(reply.status()).isIn(204, 409);
        chat.promised(
                "approval-answered",
                reply.status() == 204 ? Map.of("toolCallId", call, "decision", decision) : Map.of("toolCallId", call));
    }

    private List<ScriptedTool> randomTools() {
        List<ScriptedTool> tools = List.of(ScriptedTool.APPEND, ScriptedTool.WRITE);
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(_ -> tools.get(random.nextInt(tools.size())))
                .toList();
    }

    private void act(Deed deed) throws GoneException {
        switch (deed) {
            case SEND -> send(random.nextInt(1, 20), random.nextInt(4));
            case SEND_LONG -> {
                switch (random.nextInt(5)) {
                    case 0, 1 -> send(300, 5);
                    case 2 -> send(3, 650);
                    default -> {}
                }
            }
            case SEND_AGAIN -> {
                List<String> known = List.copyOf(chat.answers().keySet());
                if (!known.isEmpty()) sendAgain(known.get(random.nextInt(known.size())));
            }
            case SEND_AND_WITHDRAW -> {
                sendTwo();
                withdraw();
            }
            case SEND_AND_REWORD -> {
                sendTwo();
                reword();
            }
            case REWIND_AND_UNDO -> {
                if (rewind() && random.nextBoolean()) undo();
            }
            case SAY_IT_OTHERWISE -> sayOtherwise();
            case STOP_AND_PAUSE -> {
                sendTwo();
                stop("pause");
            }
            case STOP_AND_CONTINUE -> {
                sendTwo();
                stop("continue");
            }
            case STOP_AND_GO_ON -> {
                sendTwo();
                chat.awaitAnything();
                stop("pause");
                goOn();
            }
            case GO_ON -> goOn();
            case RENAME -> rename();
            case NOTE_SEEN -> noteSeen();
            case TRASH_AND_RESTORE -> trashAndRestore();
            case HAVE_TOOLS_USED -> {
                sendForTools(randomTools());
                chat.awaitQuiet(1);
                decide();
            }
            case HAVE_TOOLS_USED_AND_STOP -> {
                sendForTools(List.of(ScriptedTool.APPEND, ScriptedTool.LINGER));
                chat.awaitQuiet(1);
                List<JsonNode> open = approvals();
                if (!open.isEmpty() && random.nextBoolean()) decide(open.getLast(), "allow");
                stop(random.nextBoolean() ? "pause" : "continue");
            }
            case DECIDE -> decide();
            case WAIT_FOR_REST -> chat.awaitQuiet(1);
        }
    }

    private void sendForTools(List<ScriptedTool> tools) throws GoneException {
        sendAgain(chat.newMessage(ScriptedProvider.order(chat.canary, random.nextInt(1, 5), 2, tools)));
    }

    private void sendTwo() throws GoneException {
        send(15, 3);
        send(random.nextInt(1, 10), random.nextInt(3));
    }

    private void send(int words, int millis) throws GoneException {
        sendAgain(chat.newMessage(ScriptedProvider.order(chat.canary, words, millis)));
    }

    /** Sends a message, perhaps not for the first time. */
    void sendAgain(String message) throws GoneException {
        String body = ServingProcess.JSON.writeValueAsString(
                Map.of("id", message, "text", chat.texts().get(message)));
        Reply reply = server.ask("POST", chat.path("/messages"), body);
        if (chat.answers().containsKey(message)) assertThat(reply.status()).isEqualTo(202);
        if (reply.status() == 202) chat.acknowledged(message, reply.json());
        else chat.refused(message);
    }

    private void stop(String queue) throws GoneException {
        Reply reply = server.ask("POST", chat.path("/stop"), "{\"queue\":\"" + queue + "\"}");
        if (reply.status() != 202) return;
        String turn = reply.json().path("turnId").asString();
        chat.promised("turn-ended", Map.of("turnId", turn, "outcome", "stopped"));
    }

    /** Asks the chat to go on; whether there was something to go on with. */
    boolean goOn() throws GoneException {
        chat.askedToGoOn();
        Reply reply = server.ask("POST", chat.path("/continue"), "");
        if (reply.status() != 202) return false;
        if (reply.json().has("turnId")) {
            chat.promised(
                    "turn-started", Map.of("turnId", reply.json().path("turnId").asString()));
        }
        return true;
    }

    private void withdraw() throws GoneException {
        JsonNode queue = server.get(chat.path("")).json().path("queue");
        if (queue.isEmpty()) return;
        String message =
                queue.get(random.nextInt(queue.size())).path("messageId").asString();
        Reply reply = server.ask("DELETE", chat.path("/queue/" + message), "");
        if (reply.status() == 204) chat.promised("message-withdrawn", Map.of("messageId", message));
    }

    /** Gives what waits another text. */
    private void reword() throws GoneException {
        JsonNode queue = server.get(chat.path("")).json().path("queue");
        if (queue.isEmpty()) return;
        String message =
                queue.get(random.nextInt(queue.size())).path("messageId").asString();
        String body = ServingProcess.JSON.writeValueAsString(
                Map.of("text", ScriptedProvider.order(chat.canary, random.nextInt(1, 10), 2)));
        Reply reply = server.ask("PATCH", chat.path("/queue/" + message), body);
        if (reply.status() == 202) chat.promised("message-edited", Map.of("messageId", message));
    }

    /** Takes what a person said out of the history, with all that came after it. */
    private boolean rewind() throws GoneException {
        Optional<String> message = delivered();
        if (message.isEmpty()) return false;
        Reply reply = server.ask("POST", chat.path("/messages/" + message.get() + "/rewind"), "");
        if (!GOOD.contains(reply.status())) return false;
        chat.promised("history-rewound", Map.of("messageId", message.get()));
        return true;
    }

    private void undo() throws GoneException {
        Reply reply = server.ask("POST", chat.path("/undo"), "");
        if (GOOD.contains(reply.status())) chat.promised("history-restored", Map.of());
    }

    /** Has something else said in place of a message; what waits would be passed by, so only when nothing does. */
    private void sayOtherwise() throws GoneException {
        Optional<String> message = delivered();
        boolean waits = !server.get(chat.path("")).json().path("queue").isEmpty();
        if (message.isEmpty() || waits) return;
        String instead = chat.newMessage(ScriptedProvider.order(chat.canary, random.nextInt(1, 10), 2));
        String body = ServingProcess.JSON.writeValueAsString(
                Map.of("id", instead, "text", chat.texts().get(instead)));
        Reply reply = server.ask("POST", chat.path("/messages/" + message.get() + "/edit"), body);
        if (reply.status() == 202) chat.acknowledged(instead, reply.json());
        else chat.refused(instead);
    }

    /** A message of a person that stands in the history. */
    private Optional<String> delivered() throws GoneException {
        var said = new ArrayList<String>();
        for (JsonNode message : server.get(chat.path("")).json().path("messages")) {
            if (message.path("sender").asString().equals("human"))
                said.add(message.path("id").asString());
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said.get(random.nextInt(said.size())));
    }

    private void rename() throws GoneException {
        String title = chat.canary + " named " + random.nextInt(1_000_000);
        Reply reply = server.ask("PATCH", chat.path(""), "{\"title\":\"" + title + "\"}");
        if (GOOD.contains(reply.status())) {
            chat.promised("title-changed", Map.of("title", title, "source", "hand"));
        }
    }

    private void noteSeen() throws GoneException {
        long seq = chat.seq();
        Reply reply = server.ask("POST", chat.path("/seen"), "{\"seq\":" + seq + "}");
        assertThat(reply.status()).isEqualTo(204);
        chat.saidSeen(seq);
    }

    private void trashAndRestore() throws GoneException {
        chat.inTrash(Optional.empty());
        assertThat(server.ask("DELETE", chat.path(""), "").status()).isEqualTo(204);
        chat.inTrash(Optional.of(true));
        restore();
    }

    void restore() throws GoneException {
        chat.inTrash(Optional.empty());
        assertThat(server.ask("POST", chat.path("/restore"), "").status()).isEqualTo(200);
        chat.inTrash(Optional.of(false));
    }
}
