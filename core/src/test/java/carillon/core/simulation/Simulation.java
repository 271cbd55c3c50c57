package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * A process with many chats, made of the product's rules and of chance alone: no threads, no clock, no files. The same
 * seed gives the same run.
 */
final class Simulation {
    private static final int MOST_STEPS_TO_REST = 1_000_000;
    private static final int MOST_TOLD = 3;
    private static final int MANY_CHATS = 200;

    private final long seed;
    private final RandomGenerator random;
    private final Trouble trouble;
    private final Outside outside;
    private final Seen seen = new Seen();
    private final List<SimulatedWorld> worlds = new ArrayList<>();
    private final List<SimulatedChat> chats = new ArrayList<>();
    private final List<Glance> glances = new ArrayList<>();
    private final Chances<Simulation> chances;
    private final int steps;
    private Optional<SimulatedChat> suspect = Optional.empty();
    private int step;

    /** A chat as it was after the step before. */
    private record Glance(Optional<ChatState> believed, ChatState stored, int length, int running) {
        static Glance at(SimulatedChat chat) {
            return new Glance(chat.believed(), chat.stored(), chat.length(), chat.running());
        }

        @SuppressWarnings("ReferenceEquality") // whoever made an equal state anew has touched the chat
        boolean isStill(SimulatedChat chat) {
            return believed.orElse(null) == chat.believed().orElse(null)
                    && stored == chat.stored()
                    && length == chat.length()
                    && running == chat.running();
        }
    }

    /** @param large whether hundreds of chats meet, or a few that each go through more */
    Simulation(long seed, boolean large) {
        this.seed = seed;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        trouble = new Trouble(random);
        outside = new Outside(random);
        for (int i = 0; i < (large ? 6 : 2); i++) worlds.add(new SimulatedWorld(random, i));
        int many = large ? MANY_CHATS : random.nextInt(2, 12);
        for (int i = 0; i < many; i++) {
            SimulatedWorld world = worlds.get(random.nextInt(worlds.size()));
            var chat = new SimulatedChat(i, world, trouble, outside, seen);
            chats.add(chat);
            glances.add(Glance.at(chat));
        }
        steps = large ? 8_000 : 600;
        var people = new People(random, chats);
        chances = new Chances<Simulation>(random)
                .always(300, _ -> outside.goOn(false))
                .always(200, _ -> people.ask())
                .maybe(20, _ -> outside.makeTitle())
                .maybe(20, _ -> outside.comeLate(chats))
                .maybe(10, _ -> outside.claim(one(chats)))
                .maybe(6, _ -> one(worlds).edit())
                .maybe(20, _ -> one(chats).saveTexts())
                .maybe(20, _ -> one(chats).park())
                .maybe(10, _ -> one(chats).load())
                .maybe(20, _ -> one(chats).retry())
                .maybe(2, _ -> trouble.begin())
                .maybe(2, _ -> trouble.doom())
                .maybe(20, _ -> reopen())
                .maybe(2, _ -> restart());
    }

    /** @throws AssertionError naming the seed and what the chat went through, if a promise is broken */
    Seen run() {
        try {
            for (step = 1; step <= steps; step++) step();
            rest();
            return seen;
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(told(), broken);
        }
    }

    private String told() {
        var text = new StringBuilder("seed " + seed + " step " + step + " of " + steps);
        suspect.map(Stream::of)
                .orElseGet(() -> chats.stream().filter(SimulatedChat::isAddressed))
                .limit(MOST_TOLD)
                .forEach(chat -> text.append("\n").append(chat.history()));
        return text.toString();
    }

    private void step() {
        trouble.pass();
        try {
            chances.take(this);
        } catch (Trouble.Crash crash) {
            crash();
        }
        hold();
    }

    /** The process dies, and the next one finds what is stored. */
    private void crash() {
        outside.endAll();
        for (SimulatedChat chat : chats) chat.lose();
        trouble.survived();
        wake();
    }

    /** An orderly end, and the next start. */
    private void restart() {
        for (SimulatedChat chat : chats) chat.shutDown();
        outside.endAll();
        wake();
    }

    /** Another owner takes over a chat that waits for a person while tools run, which few restarts meet. */
    private void reopen() {
        List<SimulatedChat> waiting =
                chats.stream().filter(SimulatedChat::waitsWithTools).toList();
        if (waiting.isEmpty()) return;
        SimulatedChat chat = one(waiting);
        chat.shutDown();
        chat.load();
    }

    private void wake() {
        for (SimulatedChat chat : chats) {
            chat.replayed();
            if (random.nextBoolean()) chat.load();
        }
    }

    private void hold() {
        int running = 0;
        for (int i = 0; i < chats.size(); i++) {
            SimulatedChat chat = chats.get(i);
            suspect = Optional.of(chat);
            running += chat.running();
            if (chat.isAddressed()) {
                chat.hold();
                chat.looked();
                glances.set(i, Glance.at(chat));
            } else {
                kept(glances.get(i).isStill(chat), "What is done in one chat changes no other", chat.word());
            }
        }
        suspect = Optional.empty();
        kept(running == outside.size(), "What runs belongs to a chat", running, outside.size());
    }

    /** Everything is let run out. */
    private void rest() {
        trouble.end();
        for (SimulatedChat chat : chats) chat.load().retry();
        hold();
        for (step = steps; !outside.isQuiet() || chats.stream().anyMatch(SimulatedChat::asks); step++) {
            kept(step < MOST_STEPS_TO_REST, "It comes to rest");
            for (SimulatedChat chat : chats) chat.answer(random.nextInt(3) > 0);
            outside.goOn(true);
            outside.makeTitle();
            hold();
        }
        for (SimulatedChat chat : chats) {
            suspect = Optional.of(chat);
            chat.rests();
            int length = chat.length();
            chat.shutDown();
            chat.load();
            kept(chat.length() == length, "A chat at rest stays as it is", chat.word());
            chat.replayed();
        }
        hold();
    }

    /** All that was stored, to compare two runs. */
    String logs() {
        return chats.stream().map(SimulatedChat::log).toList().toString();
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
