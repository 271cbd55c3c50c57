package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.Branch;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Title;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.Ids;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatIndex.ChatCursor;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.Picture;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.StoredMessage;
import carillon.engine.spi.Toolbox;
import carillon.engine.spi.WorldStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All chats of all worlds, running side by side. Safe for many threads; a call waits for its own chat only. Every method
 * that reads or writes throws {@link carillon.engine.spi.StorageException} if the store refused, and then nothing was
 * done; after {@link #close} they throw {@link EngineClosedException}.
 */
public final class ChatEngine implements AutoCloseable {
    private static final Logger LOG = System.getLogger("carillon.engine");
    private static final Duration KEPT_IN_TRASH = Duration.ofDays(30);

    private final ChatLog log;
    private final ChatIndex index;
    private final Ids ids;
    private final InstantSource clock;
    private final SummaryFeed summaries;
    private final Worlds worlds;
    private final WorldUsage usage;
    private final ChatRegistry registry;
    private final Approvals approvals;
    private final ToolPlaces places;

    /** @param workspaces the folder with a workspace for each world that was given none */
    public ChatEngine(
            ChatLog log,
            ChatIndex index,
            WorldStore worldStore,
            ModelGateway models,
            Toolbox toolbox,
            Path workspaces,
            Ids ids,
            InstantSource clock,
            EngineSettings settings) {
        this.log = log;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
        summaries = new SummaryFeed(clock);
        worlds = new Worlds(worldStore, summaries);
        usage = new WorldUsage(index.usage());
        places = new ToolPlaces(workspaces);
        var parts = new OwnerParts(
                log,
                index,
                worlds,
                usage,
                summaries,
                new Governor(models),
                models,
                toolbox,
                places,
                ids,
                clock,
                settings);
        registry = new ChatRegistry(parts);
        approvals = new Approvals(registry, parts);
    }

    public Worlds worlds() {
        return worlds;
    }

    public SummaryFeed summaries() {
        return summaries;
    }

    /**
     * Takes up what an earlier process left, each chat on its own: what ran is ended, queued messages go on, and chats of a
     * world that was deleted go to the trash.
     */
    public void recover() {
        for (WorldId world : worlds.deleted()) {
            for (ChatId chat : index.chatIds(world)) registry.tell(chat, new ChatCommand.Delete());
        }
        for (ChatId chat : log.unfinished()) registry.wake(chat);
    }

    /** Purges what has been in the trash for longer than a person may want it back; the answer says how many. */
    public int emptyOldTrash() {
        return log.purge(clock.instant().minus(KEPT_IN_TRASH));
    }

    /**
     * Makes a new chat.
     *
     * @param title set by hand; made from the first exchange when empty
     * @throws WorldNotFoundException if there is no such world
     */
    public ChatSummary create(WorldId world, Optional<String> title) {
        return create(world, title, Optional.empty());
    }

    private ChatSummary create(WorldId world, Optional<String> title, Optional<Branch> branch) {
        if (worlds.find(world).isEmpty()) throw new WorldNotFoundException(world);
        ChatId chat = ids.chat();
        Answer answer = registry.ask(chat, new ChatCommand.Create(world, title, branch));
        if (!(answer instanceof Answer.Done)) throw new IllegalStateException("A new chat was met with " + answer);
        return look(chat).summary();
    }

    /**
     * Changes a chat's history; what follows is stored when this returns. No other chat is touched.
     *
     * @throws ChatNotFoundException if there is no such chat
     */
    public Answer change(ChatId chat, HistoryChange change) {
        return registry.change(chat, change);
    }

    /**
     * Makes a new chat that begins as a copy of this one up to a message, after its running turn was stopped. It is called
     * like this one with "(branch)" or "(branch 2)" after it, whatever is not taken yet.
     *
     * @throws ChatNotFoundException if there is no such chat
     * @throws RefusedException      if it is in the trash, or the message is not in its history
     */
    public ChatSummary branch(ChatId chat, MessageId message) {
        Answer stopped = registry.ask(chat, new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
        if (stopped instanceof Answer.Refused(var refusal) && refusal != Refusal.TURN_NOT_RUNNING) {
            throw new RefusedException(refusal);
        }
        StoredMessage last = index.message(chat, message)
                .filter(found -> found.seq().isPresent() && !found.rewound())
                .orElseThrow(() -> new RefusedException(Refusal.MESSAGE_NOT_FOUND));
        ChatSummary summary = look(chat).summary();
        List<StoredMessage> transcript = index.transcript(chat, last.seq().getAsLong(), Integer.MAX_VALUE);
        Title title = summary.title().ofBranch(titles(summary.world()));
        Branch branch = Branches.of(chat, title, transcript, ids);
        return create(summary.world(), Optional.empty(), Optional.of(branch));
    }

    /** What the chats of a world are called; only the most recent ones where there are very many. */
    private Set<String> titles(WorldId world) {
        return index.chats(world, Shelf.LIVE, Optional.empty(), ChatIndex.MAX_CHATS).stream()
                .map(row -> row.state().title().text())
                .collect(Collectors.toSet());
    }

    /**
     * Admits a message; it is stored when this returns.
     *
     * @param id chosen by the sender; the same id and text again gives the same answer
     */
    public Answer send(ChatId chat, Optional<MessageId> id, Sender sender, String text, SendMode mode) {
        return registry.send(chat, id, sender, text, mode);
    }

    /** Does what a person asks of one chat; what follows is stored when this returns. */
    public Answer ask(ChatId chat, ChatCommand command) {
        return registry.ask(chat, command);
    }

    /**
     * Answers a call of a tool that waits for a person's approval; the answer is stored when this returns.
     *
     * @param reason    why it is denied, for the model
     * @param arguments JSON that it is allowed with in place of the model's
     * @throws ChatNotFoundException     if there is no such chat
     * @throws ArgumentsRefusedException if it cannot be run with those arguments; nothing was answered
     */
    public Answer decide(
            ChatId chat,
            ToolCallId call,
            ApprovalDecision decision,
            Optional<String> reason,
            Optional<String> arguments)
            throws InterruptedException {
        return approvals.answer(chat, call, decision, reason, arguments);
    }

    /**
     * Stops every turn that runs in a world.
     *
     * @return how many were stopped
     * @throws WorldNotFoundException if there is no such world
     * @throws StorageException if the stop of a turn could not be stored; all others were stopped
     */
    public int stopWorld(WorldId world, QueueAfterStop queue) {
        if (worlds.find(world).isEmpty()) throw new WorldNotFoundException(world);
        return registry.stopAll(Optional.of(world), queue);
    }

    /**
     * Stops every turn that runs in any chat.
     *
     * @return how many were stopped
     * @throws StorageException if the stop of a turn could not be stored; all others were stopped
     */
    public int stopEverything(QueueAfterStop queue) {
        return registry.stopAll(Optional.empty(), queue);
    }

    /** Deletes a world: its chats are stopped and go to the trash. */
    public void deleteWorld(WorldId world) {
        worlds.edit(world, World::asDeleted);
        for (ChatId chat : index.chatIds(world)) {
            try {
                registry.ask(chat, new ChatCommand.Delete());
            } catch (StorageException damaged) {
                // It cannot be opened, so nothing of it runs; the others must still be stopped.
                if (damaged.trouble() != StorageException.Trouble.DAMAGED) throw damaged;
                LOG.log(Level.WARNING, "chat=" + chat + " is damaged and stays where it is", damaged);
            }
        }
    }

    /** Whether there is such a chat, also one that is in the trash; false when it was purged. */
    public boolean exists(ChatId chat) {
        return log.load(chat).isPresent();
    }

    /**
     * The chat as its owner sees it now.
     *
     * @throws ChatNotFoundException if there is no such chat
     */
    public ChatView look(ChatId chat) {
        return registry.look(chat);
    }

    /**
     * Lets a reader in.
     *
     * @param cursor the last seq it has, 0 for none
     * @param wake   called from any thread when there is something to pull; must return at once
     * @throws ChatNotFoundException if there is no such chat
     */
    public Subscription subscribe(ChatId chat, long cursor, Runnable wake) {
        return registry.subscribe(chat, cursor, wake);
    }

    /**
     * A page of a world's chats.
     *
     * @throws WorldNotFoundException if there is no such world
     */
    public ChatPage chats(WorldId world, Shelf shelf, Optional<ChatCursor> after, int limit) {
        if (worlds.find(world).isEmpty()) throw new WorldNotFoundException(world);
        long version = summaries.version();
        List<StoredChat> rows = index.chats(world, shelf, after, limit);
        List<ChatSummary> page = rows.stream().map(row -> newest(row, version)).toList();
        Optional<ChatCursor> next = rows.size() < limit
                ? Optional.empty()
                : Optional.of(new ChatCursor(
                        rows.getLast().updatedAt(), rows.getLast().chat()));
        return new ChatPage(page, next);
    }

    private ChatSummary newest(StoredChat row, long version) {
        Optional<ChatSummary> live = summaries.live(row.chat());
        if (live.isPresent() && live.get().lastSeq() >= row.state().seq())
            return live.get().at(Math.max(live.get().version(), version));
        ChatState state = row.state();
        return ChatSummary.of(row.chat(), state, ChatStatus.of(state, Map.of()), ChatTimes.of(row), version);
    }

    /** A picture that a tool gave in this chat, or in the one that it was copied from. */
    public Optional<Picture> picture(ChatId chat, ImageId image) {
        return index.picture(chat, image);
    }

    /** What the model calls of a world used up to now, in all its chats, also those in the trash or purged. */
    public Usage usage(WorldId world) {
        return usage.of(world);
    }

    /**
     * The folder that the agents of a world work in.
     *
     * @throws WorldNotFoundException if there is no such world
     */
    public Path workspace(WorldId world) {
        return places.workspace(worlds.find(world).orElseThrow(() -> new WorldNotFoundException(world)));
    }

    /**
     * What waits for a person in the chats of a world, the longest first.
     *
     * @throws WorldNotFoundException if there is no such world
     */
    public List<Attention> attention(WorldId world) {
        if (worlds.find(world).isEmpty()) throw new WorldNotFoundException(world);
        return log.unfinished().stream()
                .flatMap(chat -> log.load(chat).stream())
                .filter(stored -> stored.state().world().equals(Optional.of(world)))
                .map(ChatEngine::attention)
                .filter(Attention::isWanted)
                .sorted(Comparator.comparing(Attention::since))
                .toList();
    }

    private static Attention attention(StoredChat stored) {
        Optional<OpenTurn> turn = stored.state().turn();
        return new Attention(
                stored.chat(),
                stored.state().title().text(),
                stored.updatedAt(),
                turn.stream().flatMap(OpenTurn::approvals).toList(),
                turn.map(OpenTurn::questions).orElse(List.of()));
    }

    /** The last messages of a chat's transcript at or before a seq, oldest first. */
    public List<StoredMessage> transcript(ChatId chat, long upTo, int limit) {
        return index.transcript(chat, upTo, limit);
    }

    /** A message of this chat by its id, whatever became of it. */
    public Optional<StoredMessage> message(ChatId chat, MessageId message) {
        return index.message(chat, message);
    }

    /**
     * Notes how far a person has read; only grows.
     *
     * @throws ChatNotFoundException if there is no such chat
     */
    public void seen(ChatId chat, long seq) {
        long stored = log.saveSeen(chat, seq);
        if (registry.seen(chat, stored)) return;
        long version = summaries.nextVersion();
        StoredChat row = log.load(chat).orElseThrow(() -> new ChatNotFoundException(chat));
        summaries.pass(newest(row, version));
    }

    public Diagnostics diagnostics() {
        return registry.diagnostics();
    }

    /**
     * Ends open turns as interrupted and starts nothing more. Waits as long as the settings allow and then says which
     * chats did not end.
     */
    @Override
    public void close() {
        registry.close();
    }
}
