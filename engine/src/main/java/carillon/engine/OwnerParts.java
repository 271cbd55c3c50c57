package carillon.engine;

import carillon.core.id.Ids;
import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.Toolbox;
import java.time.InstantSource;

/** What every owner works with. All of it is safe for many threads and none of it is one chat's. */
record OwnerParts(
        ChatLog log,
        ChatIndex index,
        Worlds worlds,
        WorldUsage usage,
        SummaryFeed summaries,
        Governor governor,
        ModelGateway models,
        Toolbox toolbox,
        ToolPlaces places,
        Ids ids,
        InstantSource clock,
        EngineSettings settings,
        Counts counts) {
    OwnerParts(
            ChatLog log,
            ChatIndex index,
            Worlds worlds,
            WorldUsage usage,
            SummaryFeed summaries,
            Governor governor,
            ModelGateway models,
            Toolbox toolbox,
            ToolPlaces places,
            Ids ids,
            InstantSource clock,
            EngineSettings settings) {
        this(
                log,
                index,
                worlds,
                usage,
                summaries,
                governor,
                models,
                toolbox,
                places,
                ids,
                clock,
                settings,
                new Counts());
    }
}
