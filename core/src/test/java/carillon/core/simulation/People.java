package carillon.core.simulation;

import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.Branch;
import carillon.core.chat.ChangedArguments;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatRules;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.OwnTools;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.world.ToolMode;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Everybody who asks something of a chat, and what they may ask. */
final class People {
    private static final String[] SENT = {
        "text #%s",
        "@a2 text #%s",
        "@a1 one\n@a3 two #%s",
        "Hey @Zoë, #%s",
        "about @a2 #%s",
        "@nobody #%s",
        "@a2 and\n@nobody #%s",
        "```\n@a1\n``` #%s",
        " "
    };

    private static final ApprovalDecision[] DECISIONS = {
        ApprovalDecision.ALLOW, ApprovalDecision.ALLOW_CHAT, ApprovalDecision.DENY
    };

    private final RandomGenerator random;
    private final List<SimulatedChat> chats;
    private final Chances<SimulatedChat> wishes;
    private int sent;

    People(RandomGenerator random, List<SimulatedChat> chats) {
        this.random = random;
        this.chats = chats;
        wishes = new Chances<SimulatedChat>(random)
                .always(50, this::send)
                .maybe(6, this::sendAgain)
                .maybe(1, this::flood)
                .maybe(6, chat -> chat.ask(new ChatCommand.Withdraw(message(chat))))
                .maybe(10, this::editQueued)
                .maybe(5, this::rewind)
                .maybe(5, this::resend)
                .maybe(6, chat -> chat.ask(new ChatCommand.Undo()))
                .maybe(14, chat -> chat.ask(new ChatCommand.Stop(turn(chat), one(QueueAfterStop.values()))))
                .maybe(14, chat -> chat.ask(new ChatCommand.Continue()))
                .maybe(10, this::answer)
                .maybe(40, this::decide)
                .maybe(4, this::changeTools)
                .maybe(3, chat -> chat.ask(new ChatCommand.Rename("Named " + chat.word())))
                .maybe(2, chat -> chat.ask(new ChatCommand.Note(new MessageId("m" + ++sent), "Noted " + chat.word())))
                .maybe(3, chat -> chat.ask(new ChatCommand.Delete()))
                .maybe(5, chat -> chat.ask(new ChatCommand.Restore()))
                .maybe(1, this::create)
                .maybe(2, chat -> chat.tell(new ChatCommand.Abort("It met a fault.")));
    }

    /** Somebody asks something of a chat. */
    SimulatedChat ask() {
        SimulatedChat chat = chats.get(random.nextInt(chats.size()));
        Life life = chat.reading().life();
        boolean waitsForAnother = random.nextInt(10) > 0 && sent < chats.size();
        if (life == Life.ABSENT && chat.isLate() && waitsForAnother) return chat;
        if (life == Life.ABSENT && random.nextInt(10) > 0) create(chat);
        else if (life == Life.TRASHED && random.nextInt(3) == 0) chat.ask(new ChatCommand.Restore());
        else wishes.take(chat);
        return chat;
    }

    /** What is asked, what was asked before or elsewhere, in words that were offered or not. */
    private void answer(SimulatedChat chat) {
        SimulatedChat any = random.nextInt(6) == 0 ? one(chats) : chat;
        List<Fact.QuestionAsked> known = List.copyOf(any.reading().questions().values());
        if (known.isEmpty()) {
            var none = new QuestionAnswer(List.of("Go on"), Optional.empty());
            chat.ask(new ChatCommand.AnswerQuestion(new QuestionId("q" + ++sent), none));
            return;
        }
        Question question = (random.nextInt(4) > 0 ? known.getLast() : one(known)).question();
        List<String> offered = question.choices();
        List<String> choices = switch (random.nextInt(8)) {
            case 0 -> List.of("Perhaps");
            case 1 -> List.of();
            case 2 -> offered;
            default -> offered.isEmpty() ? offered : List.of(one(offered));
        };
        Optional<String> words = random.nextInt(3) == 0 ? Optional.of("Mine #" + chat.word()) : Optional.empty();
        chat.ask(new ChatCommand.AnswerQuestion(question.id(), new QuestionAnswer(choices, words)));
    }

    /** What waits, what was decided before, what needs nobody, or what another chat asks. */
    private void decide(SimulatedChat chat) {
        SimulatedChat any = random.nextInt(6) == 0 ? one(chats) : chat;
        List<ToolCallId> waiting =
                any.reading().tools().approvals().stream().map(Approval::call).toList();
        boolean stale = waiting.isEmpty() || random.nextInt(6) == 0;
        List<ToolCallId> known = stale ? List.copyOf(any.reading().tools().known()) : waiting;
        ToolCallId call = known.isEmpty() ? new ToolCallId("t" + ++sent) : one(known);
        ApprovalDecision decision = one(DECISIONS);
        boolean changes = decision == ApprovalDecision.ALLOW && random.nextBoolean();
        Optional<ChangedArguments> changed = changes
                ? Optional.of(new ChangedArguments("{\"other\":\"#" + chat.word() + "\"}", "changed-" + call))
                : Optional.empty();
        Optional<String> reason = random.nextBoolean() ? Optional.of("Not this #" + chat.word()) : Optional.empty();
        chat.ask(new ChatCommand.AnswerApproval(call, decision, reason, changed));
    }

    /** Another mode, another folder, both, or what it has already. */
    private void changeTools(SimulatedChat chat) {
        OwnTools own = chat.reading().tools().own();
        Optional<ToolMode> mode = random.nextBoolean() ? Optional.of(one(ToolMode.values())) : own.mode();
        Optional<String> folder = switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("/copies/#" + chat.word());
            default -> own.workspace();
        };
        chat.ask(new ChatCommand.ChangeTools(new OwnTools(mode, folder)));
    }

    private void create(SimulatedChat chat) {
        Optional<String> title = random.nextInt(4) == 0 ? Optional.of("Given " + chat.word()) : Optional.empty();
        chat.ask(new ChatCommand.Create(chat.world().id(), title, branch(chat)));
    }

    /** A copy of what a chat of the same world says up to one of its messages, if it says anything. */
    private Optional<Branch> branch(SimulatedChat to) {
        SimulatedChat from = one(chats);
        List<MessageId> transcript = from.index().transcript();
        if (from == to || from.world() != to.world() || transcript.isEmpty()) return Optional.empty();
        return Optional.of(
                from.index().branch(new ChatId(from.word()), from.stored().title(), one(transcript), to));
    }

    private void editQueued(SimulatedChat chat) {
        Optional<String> text = random.nextBoolean() ? Optional.of(text(chat)) : Optional.empty();
        SendMode mode = one(SendMode.values());
        boolean modeless = mode == SendMode.REJECT || random.nextInt(3) == 0;
        Optional<SendMode> wished = modeless ? Optional.empty() : Optional.of(mode);
        chat.ask(new ChatCommand.EditQueued(message(chat), text, wished));
    }

    private void rewind(SimulatedChat chat) {
        chat.ask(new ChatCommand.Rewind(place(chat)));
    }

    /** Another text, or the same, under a new id, or one that is taken. */
    private void resend(SimulatedChat chat) {
        PlacedMessage place = place(chat);
        Optional<String> same = chat.reading().message(place.message()).map(LogReading.Known::text);
        String text = random.nextBoolean() ? same.orElse("") : text(chat);
        MessageId id = random.nextInt(8) == 0 ? message(chat) : new MessageId("m" + ++sent);
        var send = new ChatCommand.Send(id, Sender.HUMAN, text, SendMode.QUEUE, Optional.empty());
        chat.ask(new ChatCommand.Resend(place, send));
    }

    /** A message whose place is yet to be looked up: of the chat or of another, in the history, out of it or queued. */
    private PlacedMessage place(SimulatedChat chat) {
        List<MessageId> transcript = chat.index().transcript();
        boolean stands = random.nextInt(4) > 0 && !transcript.isEmpty();
        SimulatedChat any = random.nextInt(4) == 0 ? one(chats) : chat;
        return new PlacedMessage(stands ? one(transcript) : message(any), 0);
    }

    private String text(SimulatedChat chat) {
        return one(SENT).formatted(chat.word());
    }

    private void send(SimulatedChat chat) {
        send(chat, new MessageId("m" + ++sent));
    }

    private void send(SimulatedChat chat, MessageId message) {
        int roll = random.nextInt(20);
        Sender sender = roll == 0 ? Sender.SYSTEM : roll < 5 ? Sender.WORLD : Sender.HUMAN;
        send(chat, message, sender, text(chat));
    }

    private void send(SimulatedChat chat, MessageId message, Sender sender, String text) {
        SendMode mode = random.nextBoolean() ? SendMode.QUEUE : one(SendMode.values());
        chat.ask(new ChatCommand.Send(message, sender, text, mode, Optional.empty()));
    }

    /** The id of something that is known already, here or elsewhere, or still to come. */
    private void sendAgain(SimulatedChat chat) {
        switch (random.nextInt(4)) {
            case 0 -> send(chat, message(chat));
            case 1 -> send(chat, message(chats.get(random.nextInt(chats.size()))));
            case 2 ->
                chat.reading().running().stream()
                        .flatMap(turn -> turn.calls().stream())
                        .findFirst()
                        .ifPresent(call -> send(chat, call.message()));
            default -> {
                MessageId message = message(chat);
                chat.reading().message(message).ifPresent(known -> send(chat, message, known.sender(), known.text()));
            }
        }
    }

    /** More than may wait. */
    private void flood(SimulatedChat chat) {
        if (random.nextInt(6) > 0 || chat.reading().running().isEmpty()) return;
        for (int i = 0; i <= ChatRules.MAX_QUEUE; i++) {
            var message = new MessageId("m" + ++sent);
            chat.ask(new ChatCommand.Send(message, Sender.HUMAN, text(chat), SendMode.QUEUE, Optional.empty()));
        }
        for (int i = 0; i < 4; i++) send(chat);
    }

    private MessageId message(SimulatedChat chat) {
        List<MessageId> known =
                random.nextBoolean() ? chat.reading().waiting() : chat.reading().messages();
        return known.isEmpty() ? new MessageId("m" + random.nextInt(sent + 1)) : one(known);
    }

    /** The turn that runs, an earlier one, another chat's, or whichever. */
    private Optional<TurnId> turn(SimulatedChat chat) {
        List<TurnId> known = switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> chats.get(random.nextInt(chats.size())).reading().turns();
            default -> chat.reading().turns();
        };
        if (known.isEmpty()) return Optional.empty();
        return Optional.of(random.nextBoolean() ? known.getLast() : one(known));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T one(T[] list) {
        return list[random.nextInt(list.length)];
    }
}
