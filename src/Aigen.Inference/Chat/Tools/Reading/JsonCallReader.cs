namespace Aigen.Inference;

/// <summary>Takes calls of <see cref="JsonToolForm"/> apart.</summary>
internal sealed class JsonCallReader(JsonToolForm form) : CallReader(form)
{
    private readonly string[] _continuations = [.. form.Continuations.Select(next => form.Closing + next)];
    private JsonProgress _json;
    private Part _part = Part.Name;

    private enum Part
    {
        Name,
        Middle,
        Arguments,
        Between,
        Behind,
    }

    protected override void Read(char c)
    {
        switch (_part)
        {
            case Part.Name when ToolFunction.IsName(c):
                AddToName(c);
                break;
            case Part.Name or Part.Middle:
                _part = Part.Middle;
                if (Fixed(c, form.Middle) is not null) Begin();
                break;
            case Part.Arguments:
                ReadArguments(c);
                break;
            case Part.Between when Fixed(c, _continuations) is { } next:
                _part = next == 0 && form.Separator is not null ? Part.Name : Part.Behind;
                break;
        }
    }

    private void Begin()
    {
        BeginCall(TakeName());
        (_part, _json) = (Part.Arguments, default);
    }

    private void ReadArguments(char c)
    {
        Append(c);
        _json.Add(c);
        if (_json.IsInside) return;
        EndCall();
        _part = _continuations.Any(text => text.Length > 0) ? Part.Between : Part.Behind;
    }
}
