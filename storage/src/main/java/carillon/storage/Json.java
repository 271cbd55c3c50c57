package carillon.storage;

import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Part;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ScheduleId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolReturn;
import carillon.core.world.Schedule;
import carillon.core.world.World;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * Facts, states and worlds as JSON in UTF-8. Unknown fields are passed over, so that a later version may add some. Safe
 * for use by many threads.
 */
final class Json {
    /** Of the stored state; a state in another format is folded from the facts again. */
    static final int STATE_FORMAT = 6;

    private final JsonMapper mapper;

    Json() {
        JsonFactory ownText = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
        mapper = JsonMapper.builder(ownText)
                .addModule(domain())
                .addMixIn(World.class, WorldFields.class)
                .addMixIn(ToolReturn.class, ToolReturnFields.class)
                .changeDefaultPropertyInclusion(_ ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    private static SimpleModule domain() {
        var module = new SimpleModule();
        id(module, AgentId.class, AgentId::new);
        id(module, CallId.class, CallId::new);
        id(module, ChatId.class, ChatId::new);
        id(module, ImageId.class, ImageId::new);
        id(module, MessageId.class, MessageId::new);
        id(module, ProviderId.class, ProviderId::new);
        id(module, QuestionId.class, QuestionId::new);
        id(module, ReplyId.class, ReplyId::new);
        id(module, ScheduleId.class, ScheduleId::new);
        id(module, ToolCallId.class, ToolCallId::new);
        id(module, TurnId.class, TurnId::new);
        id(module, WorldId.class, WorldId::new);
        module.addSerializer(Part.class, new PartJson.Writer());
        module.addDeserializer(Part.class, new PartJson.Reader());
        module.addSerializer(Usage.class, new UsageJson.Writer());
        module.addDeserializer(Usage.class, new UsageJson.Reader());
        return module;
    }

    /** Worlds that were stored before there were schedules have none. */
    private abstract static class WorldFields {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @SuppressWarnings("UnusedVariable")
        private List<Schedule> schedules = List.of();
    }

    /** Results that were stored before there were images have none. */
    private abstract static class ToolReturnFields {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @SuppressWarnings("UnusedVariable")
        private List<ToolImage> images = List.of();
    }

    private static <T> void id(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new IdReader<>(type, parse));
    }

    byte[] write(Fact fact) {
        return mapper.writeValueAsBytes(fact);
    }

    byte[] write(ChatState state) {
        return mapper.writeValueAsBytes(state);
    }

    byte[] write(World world) {
        return mapper.writeValueAsBytes(world);
    }

    /** @throws JacksonException if it is not one; the message may hold some of it */
    Fact fact(FactKind kind, byte[] body) {
        return mapper.readValue(body, kind.type());
    }

    /** @throws JacksonException if it is not one; the message may hold some of it */
    ChatState state(byte[] body) {
        return mapper.readValue(body, ChatState.class);
    }

    /** @throws JacksonException if it is not one; the message may hold some of it */
    World world(byte[] body) {
        return mapper.readValue(body, World.class);
    }
}
