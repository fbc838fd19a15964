using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// SHA-256 of <c>{"model_id":...,"messages":[{"role":...,"content":...},...]}</c> as compact JSON, UTF-8, exactly as JavaScript's
/// <c>JSON.stringify</c> writes it: what a wallet signs and a receipt names. An absent model id is <c>null</c>. Behind the messages come, in the
/// order of <see cref="AddOptions"/>, the options for which a receipt has no field of its own and that are not at their defaults.
/// </summary>
public static partial class RequestHash
{
    public static Hash256 Of(string? modelId, IReadOnlyList<ChatMessage> messages, GenerationOptions? options = null)
    {
        var json = new StringBuilder("{\"model_id\":");
        Stringify.Text(json, modelId);
        json.Append(",\"messages\":[");
        for (var i = 0; i < messages.Count; i++)
        {
            json.Append(i == 0 ? "{\"role\":" : ",{\"role\":");
            Stringify.Text(json, messages[i].Role);
            json.Append(",\"content\":");
            Stringify.Text(json, messages[i].Content);
            if (messages[i].Reasoning is { } reasoning)
            {
                json.Append(",\"reasoning_content\":");
                Stringify.Text(json, reasoning);
            }

            AddCalls(json, messages[i]);
            json.Append('}');
        }

        json.Append(']');
        if (options is not null)
        {
            AddOptions(json, options);
        }

        return Hash256.Of(Encoding.UTF8.GetBytes(json.Append('}').ToString()));
    }

    private static void AddCalls(StringBuilder json, ChatMessage message)
    {
        for (var i = 0; i < message.ToolCalls.Count; i++)
        {
            json.Append(i == 0 ? ",\"tool_calls\":[{\"id\":" : ",{\"id\":");
            Stringify.Text(json, message.ToolCalls[i].Id);
            json.Append(",\"type\":\"function\",\"function\":");
            Stringify.Function(json, message.ToolCalls[i]);
            json.Append(i < message.ToolCalls.Count - 1 ? "}" : "}]");
        }

        if (message.ToolCallId is { } id)
        {
            json.Append(",\"tool_call_id\":");
            Stringify.Text(json, id);
        }
    }

    private static void AddOptions(StringBuilder json, GenerationOptions options)
    {
        var defaults = new GenerationOptions();
        AddNumber(json, "typical_p", options.TypicalP, defaults.TypicalP);
        AddNumber(json, "mirostat", options.Mirostat, defaults.Mirostat);
        AddNumber(json, "mirostat_tau", options.MirostatTau, defaults.MirostatTau);
        AddNumber(json, "mirostat_eta", options.MirostatEta, defaults.MirostatEta);
        if (options.LogitBias.Count > 0)
        {
            json.Append(",\"logit_bias\":{");
            json.AppendJoin(',', options.LogitBias.OrderBy(bias => bias.Key).Select(bias => $"\"{bias.Key}\":{Stringify.Bias(bias.Value)}"));
            json.Append('}');
        }

        if (options.IgnoreEos)
        {
            json.Append(",\"ignore_eos\":true");
        }

        AddFormat(json, options.ResponseFormat);
        AddNumber(json, "n", options.Answers, defaults.Answers);
        AddTools(json, options.Tools);
        if (options.TemplateArguments is { } arguments)
        {
            json.Append(",\"chat_template_kwargs\":").Append(Stringify.Compact(arguments.Json));
        }

        if (options.ReasoningFormat == ReasoningFormat.InText)
        {
            json.Append(",\"reasoning_format\":\"none\"");
        }
    }

    private static void AddTools(StringBuilder json, ToolUse? tools)
    {
        if (tools is null)
        {
            return;
        }

        json.Append(",\"tools\":[").AppendJoin(',', tools.Functions.Select(function => Stringify.Compact(function.Json))).Append(']');
        json.Append(tools switch
        {
            { Named: { } name } => $",\"tool_choice\":{{\"type\":\"function\",\"function\":{{\"name\":\"{name}\"}}}}",
            { Choice: ToolChoice.Required } => ",\"tool_choice\":\"required\"",
            _ => "",
        });
        json.Append(tools.IsParallel ? "" : ",\"parallel_tool_calls\":false");
    }

    private static void AddFormat(StringBuilder json, ResponseFormat format)
    {
        switch (format)
        {
            case ResponseFormat.OfJsonObject:
                json.Append(",\"response_format\":{\"type\":\"json_object\"}");
                break;
            case ResponseFormat.OfJsonSchema schema:
                json.Append(",\"response_format\":{\"type\":\"json_schema\",\"schema\":").Append(Stringify.Compact(schema.Schema)).Append('}');
                break;
            case ResponseFormat.OfGrammar grammar:
                json.Append(",\"grammar\":");
                Stringify.Text(json, grammar.Source);
                break;
        }
    }

    private static void AddNumber(StringBuilder json, string name, double value, double absent)
    {
        if (value != absent)
        {
            json.Append($",\"{name}\":{Stringify.Number(value)}");
        }
    }
}
