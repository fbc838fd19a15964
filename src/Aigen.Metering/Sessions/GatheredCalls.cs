using System.Text;
using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>Calls of functions, put together of the parts in which they come.</summary>
internal sealed class GatheredCalls
{
    private readonly List<(string Id, string Name, StringBuilder Arguments)> _calls = [];

    public IReadOnlyList<ToolCall> Calls => [.. _calls.Select(call => new ToolCall(call.Id, call.Name, call.Arguments.ToString()))];

    public void Add(IReadOnlyList<ToolCallDelta> parts)
    {
        foreach (var part in parts)
        {
            if (part is { Id: { } id, Name: { } name })
            {
                _calls.Add((id, name, new StringBuilder()));
            }

            _calls[part.Index].Arguments.Append(part.Arguments);
        }
    }
}
